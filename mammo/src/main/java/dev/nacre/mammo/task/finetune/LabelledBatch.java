package dev.nacre.mammo.task.finetune;

import dev.nacre.mammo.image.PictureBatch;
import java.util.List;

/** Pictures of a step and their labels, in one order. */
record LabelledBatch(PictureBatch pictures, List<List<Integer>> labels) {
}
