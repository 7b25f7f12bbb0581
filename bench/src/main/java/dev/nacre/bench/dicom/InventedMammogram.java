package dev.nacre.bench.dicom;

import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A picture of a mammogram's size and noise that shows nobody, for measurements that need no real one. */
public final class InventedMammogram {
    /** Height in pixels. */
    public static final int ROWS = 3328;
    /** Width in pixels. */
    public static final int COLUMNS = 2560;

    static final int BITS = 12;
    static final int WHITE = (1 << BITS) - 1;

    private InventedMammogram() {
    }

    /** Half an ellipse of tissue, darker towards its edge, with noise of its own for each seed. */
    public static short[] levels(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[] levels = new short[ROWS * COLUMNS];
        for (int index = 0; index < levels.length; index++) {
            double x = index % COLUMNS / 1300.0;
            double y = (index / COLUMNS - ROWS / 2) / 1400.0;
            double inside = 1 - x * x - y * y;
            double level = inside > 0 ? 800 + 1500 * Math.sqrt(inside) + 20 * random.nextGaussian() : 0;
            levels[index] = (short) Math.clamp(Math.round(level), 0, WHITE);
        }
        return levels;
    }

    /** Writes levels of 12 bits as a DICOM file. */
    public static void write(Path file, short[] levels, Compression compression) {
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25.1").text(Tag.MODALITY, "MG").text(Tag.IMAGE_LATERALITY, "L").build();
        DicomWriter.write(file, attributes, new PixelFrames(ROWS, COLUMNS, BITS, false, "MONOCHROME2", List.of(levels)),
                compression);
    }
}
