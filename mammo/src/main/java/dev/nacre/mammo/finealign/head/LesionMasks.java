package dev.nacre.mammo.finealign.head;

import dev.nacre.mammo.finealign.exam.Exam;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.PreparedView;
import dev.nacre.mammo.image.Mask;

/** Where lesions are in pictures, as far as a data set tells. */
@FunctionalInterface
public interface LesionMasks {
    /**
     * The lesions in one picture, in pixels of the prepared picture; empty where there is none.
     *
     * @param prepared the exam's picture of that view, with how it was prepared
     */
    Mask of(Exam exam, ExamView view, PreparedView prepared);
}
