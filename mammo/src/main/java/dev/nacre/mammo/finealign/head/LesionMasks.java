package dev.nacre.mammo.finealign.head;

import dev.nacre.mammo.eval.localisation.PreparedLesions;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.prepare.MammogramReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where lesions are in pictures, as far as a data set tells. */
@FunctionalInterface
public interface LesionMasks {
    /** Those that the set marked, taken from the pixels of the file to those of the prepared picture. */
    LesionMasks MARKED = LesionMasks::marked;

    /**
     * The lesions in one picture, in pixels of the prepared picture; empty where there is none. It is asked for once
     * for each picture of a training, {@link #kept} is for several trainings on the same.
     *
     * @param prepared the exam's picture of that view, with how it was prepared
     */
    Mask of(Exam exam, ExamView view, PreparedView prepared);

    /** The same, found once for each picture. For one thread. */
    default LesionMasks kept() {
        Map<Path, Mask> found = new HashMap<>();
        return (exam, view, prepared) -> found.computeIfAbsent(exam.pictures().get(view).file(),
                file -> of(exam, view, prepared));
    }

    private static Mask marked(Exam exam, ExamView view, PreparedView prepared) {
        ExamPicture picture = exam.pictures().get(view);
        List<Mask> lesions = List.of();
        if (!picture.findings().isEmpty()) {
            GreyPicture file = MammogramReader.read(picture.file()).stored();
            lesions = PreparedLesions.of(picture.findings(), prepared.picture(), file.height(), file.width());
        }
        return PreparedLesions.together(lesions, prepared.picture());
    }
}
