package dev.nacre.mammo.phantom;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.device.MammographyUnit;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.xray.Acquisition;
import dev.nacre.mammo.phantom.xray.LesionMask;
import dev.nacre.mammo.phantom.xray.Mammograph;
import dev.nacre.mammo.phantom.xray.Radiograph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the pictures of one woman, writes them and their masks, and returns what the tables say of them. */
final class PatientWriter {
    private static final int WHITE = 255;

    private final Path directory;
    private final int height;
    private final int width;
    private final DicomWriter.Compression compression;

    PatientWriter(Path directory, int height, int width, DicomWriter.Compression compression) {
        this.directory = directory;
        this.height = height;
        this.width = width;
        this.compression = compression;
    }

    /** @param examDone is called after each exam */
    PatientRows write(PhantomPatient patient, Runnable examDone) throws IOException {
        PatientRows rows = new PatientRows(patient);
        for (PhantomExam exam : patient.exams()) {
            PhantomNames names = new PhantomNames(patient, exam);
            MammographyUnit unit = new MammographyUnit(patient, exam);
            Files.createDirectories(directory.resolve(names.pictures()));
            rows.exam(exam, unit.style());
            for (ExamBreast breast : exam.breasts()) {
                rows.breast(exam, breast);
                breast(exam, breast, names, unit, rows);
            }
            examDone.run();
        }
        return rows;
    }

    private void breast(PhantomExam exam, ExamBreast breast, PhantomNames names, MammographyUnit unit,
            PatientRows rows) throws IOException {
        Mammograph mammograph = new Mammograph(breast.breast(), height);
        Map<Integer, Map<View, PixelBox>> boxes = new HashMap<>();
        for (View view : breast.views()) {
            Radiograph taken = mammograph.take(new Acquisition(view, height, width,
                    exam.key().child("acquisition").child(breast.laterality().ordinal()).child(view.ordinal())));
            unit.write(directory.resolve(names.picture(breast.laterality(), view)), breast, taken, compression);
            rows.picture(exam, breast, view, unit.style(), taken.acquisition());
            for (LesionMask shown : taken.lesions()) {
                ExamLesion lesion = lesion(breast.lesions(), shown);
                boxes.computeIfAbsent(lesion.number(), key -> new EnumMap<>(View.class))
                        .put(view, shown.mask().box().orElseThrow());
                Path mask = directory.resolve(names.mask(breast.laterality(), view, lesion));
                Files.createDirectories(mask.getParent());
                AtomicFile.write(mask, GreyPng.encode(picture(shown.mask())));
            }
        }
        for (ExamLesion lesion : breast.lesions()) {
            rows.lesion(exam, breast, lesion, boxes.getOrDefault(lesion.number(), Map.of()));
        }
    }

    private static ExamLesion lesion(List<ExamLesion> lesions, LesionMask shown) {
        return lesions.stream().filter(lesion -> lesion.lesion().equals(shown.lesion())).findFirst().orElseThrow();
    }

    private static GreyPicture picture(Mask mask) {
        short[] levels = new short[mask.inside().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (mask.inside()[index] ? WHITE : 0);
        }
        return new GreyPicture(mask.height(), mask.width(), Byte.SIZE, levels);
    }
}
