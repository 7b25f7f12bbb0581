package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * What the picture side of the network makes of a batch. What belongs to a missing view is 0.
 *
 * @param pyramid of the n pictures that are there: {@code [n, height / 2^k, width / 2^k, channels_k]} for k = 1 … 5
 *     (stem, e1, e2, e3, e4)
 * @param present {@code [exams, 4]} float32, 1 where the view is there
 * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places, 1/16 of the picture's size, after the
 *     two views of each breast have looked at each other
 * @param vectors {@code [exams, 4, width]} unit vectors of pictures
 * @param breasts {@code [exams, 2, width]} means over the views of the left and the right breast that are there
 * @param asymmetry {@code [n, rows, columns, 1]} how unlike the other breast each place is, 0 to 2; 0 without one
 */
public record ExamFeatures(List<Tensor> pyramid, Tensor present, Tensor tokens, Tensor vectors, Tensor breasts,
        Tensor asymmetry) {
    /** Copies the list. */
    public ExamFeatures {
        pyramid = List.copyOf(pyramid);
    }
}
