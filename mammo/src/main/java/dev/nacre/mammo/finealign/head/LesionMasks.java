package dev.nacre.mammo.finealign.head;

import dev.nacre.mammo.eval.localisation.MarkedLesion;
import dev.nacre.mammo.finealign.exam.Exam;
import dev.nacre.mammo.finealign.exam.ExamPicture;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.PreparedView;
import dev.nacre.mammo.finealign.inference.OriginalPixels;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.prepare.MammogramReader;

/** Where lesions are in pictures, as far as a data set tells. */
@FunctionalInterface
public interface LesionMasks {
    /** Those that the set marked, taken from the pixels of the file to those of the prepared picture. */
    LesionMasks MARKED = LesionMasks::marked;

    /**
     * The lesions in one picture, in pixels of the prepared picture; empty where there is none. It is asked for once
     * for each picture of a training.
     *
     * @param prepared the exam's picture of that view, with how it was prepared
     */
    Mask of(Exam exam, ExamView view, PreparedView prepared);

    private static Mask marked(Exam exam, ExamView view, PreparedView prepared) {
        int height = prepared.picture().height();
        int width = prepared.picture().width();
        boolean[] inside = new boolean[height * width];
        ExamPicture picture = exam.pictures().get(view);
        if (!picture.findings().isEmpty()) {
            GreyPicture file = MammogramReader.read(picture.file()).stored();
            for (MarkedLesion lesion : MarkedLesion.of(picture.findings(), file.height(), file.width())) {
                Mask own = OriginalPixels.prepared(lesion.mask(), prepared.picture().applied(), height, width);
                for (int index = 0; index < inside.length; index++) {
                    inside[index] |= own.inside()[index];
                }
            }
        }
        return new Mask(height, width, inside);
    }
}
