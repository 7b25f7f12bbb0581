package dev.nacre.mammo.finealign;

import dev.nacre.core.Key;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.exam.ExamLoader;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a coarse-to-fine model is trained and validated on.
 *
 * @param training batches that know their epoch
 * @param validation all exams held out, the same each time, of other patients; none where nothing is held out
 */
public record FineAlignData(TrainingData<ExamBatch> training, Optional<Supplier<Prefetch<ExamBatch>>> validation) {
    /**
     * What a loader makes of exams.
     *
     * @param training exams to train on
     * @param validation exams of other patients; may be empty
     * @param seed of order and augmentation
     */
    public static FineAlignData of(ExamLoader loader, List<Exam> training, List<Exam> validation, long seed) {
        return new FineAlignData(loader.training(training, Key.of(seed).child(1)), validation.isEmpty()
                ? Optional.empty() : Optional.of(() -> loader.validation(validation)));
    }
}
