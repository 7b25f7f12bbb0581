package dev.nacre.mammo.task.result;

import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.PlaneBox;
import java.util.List;

/** Where a task found something in pictures. */
@FunctionalInterface
public interface FoundBoxes {
    /** Of a task that finds no places. */
    FoundBoxes NONE = (question, picture) -> List.of();

    /** What was found for a question in a picture, the surest first. */
    List<Box> of(Question question, SetRecord picture);

    /**
     * One place.
     *
     * @param box   in pixels of the picture's file
     * @param score how sure the model is; only comparable within a task
     */
    record Box(PlaneBox box, double score) {
    }
}
