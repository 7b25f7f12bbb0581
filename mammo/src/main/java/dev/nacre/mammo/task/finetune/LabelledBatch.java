package dev.nacre.mammo.task.finetune;

import dev.nacre.mammo.image.Pictures;
import java.util.List;

/** Pictures of a step and their labels, in one order. To be closed after its last use. */
record LabelledBatch(Pictures pictures, List<List<Integer>> labels) implements AutoCloseable {
    @Override
    public void close() {
        pictures.close();
    }
}
