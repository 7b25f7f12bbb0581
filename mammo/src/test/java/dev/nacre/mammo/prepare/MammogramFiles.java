package dev.nacre.mammo.prepare;

import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Invented mammograms in files, with an invented patient in the DICOM ones. */
final class MammogramFiles {
    /** Must never be seen again. */
    static final List<String> SECRETS = List.of("Zwetschge", "Ilseken", "PAT4711", "19580317", "ACC998877");
    static final int ROWS = 120;
    static final int COLUMNS = 90;

    private MammogramFiles() {
    }

    /** Half an ellipse of tissue at the left edge, different for each number. */
    static GreyPicture breast(int number, int bits) {
        short[] levels = new short[ROWS * COLUMNS];
        int white = (1 << bits) - 1;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double x = column / 60.0;
                double y = (row - 60) / 50.0;
                levels[row * COLUMNS + column] = x * x + y * y < 1
                        ? (short) (white / 3 + (row * 7 + column * 13 + number * 31) % (white / 2)) : 0;
            }
        }
        return new GreyPicture(ROWS, COLUMNS, bits, levels);
    }

    static void png(Path file, int number) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, GreyPng.encode(breast(number, 8)));
    }

    static void dicom(Path file, int number, int frames, Compression compression) throws IOException {
        Files.createDirectories(file.getParent());
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25." + (number + 1)).text(Tag.MODALITY, "MG")
                .text(Tag.PATIENT_NAME, "Zwetschge^Ilseken").text(Tag.PATIENT_ID, "PAT4711")
                .text(0x00100030, "19580317").text(0x00080050, "ACC998877").text(Tag.IMAGE_LATERALITY, "L")
                .text(Tag.VIEW_POSITION, "CC").text(Tag.WINDOW_EXPLANATION, "of Zwetschge")
                .numbers(Tag.WINDOW_CENTER, 2000).numbers(Tag.WINDOW_WIDTH, 3000).build();
        GreyPicture picture = breast(number, 12);
        DicomWriter.write(file, attributes, new PixelFrames(ROWS, COLUMNS, 12, false, "MONOCHROME2",
                Collections.nCopies(frames, picture.levels())), compression);
    }
}
