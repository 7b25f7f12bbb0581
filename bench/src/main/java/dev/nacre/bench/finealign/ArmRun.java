package dev.nacre.bench.finealign;

import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.finealign.FineAlignData;
import dev.nacre.mammo.finealign.FineAlignTraining;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings;
import dev.nacre.mammo.finealign.exam.ExamLoader;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training of one arm, in a folder of its own, from which it goes on where it was stopped.
 *
 * @param data of the study
 * @param arm which
 * @param folder of all arms
 */
record ArmRun(StudyData data, StudyArm arm, Path folder) {
    /** Whether it is trained. */
    boolean isDone() {
        return Files.exists(model());
    }

    private Path model() {
        return folder.resolve(arm.folder()).resolve("model.safetensors");
    }

    /** Trains it unless it is trained; the last weights are the model, since no arm is to gain by choosing an epoch. */
    FineAlignPredictor predictor(TrainingListener watching) {
        if (!isDone()) {
            StudyProtocol.Training how = data.protocol().training();
            ExamLoader loader = data.loader(arm);
            FineAlignTrainingSettings settings = FineAlignTrainingSettings.of(
                    arm.config(2).mode(), arm.curriculum(how), how.seed());
            new FineAlignTraining(arm.config(loader.words().tokenizer().vocabularySize()), loader.words(),
                    loader.views().recipe(), settings.withOptimisation(settings.optimisation().withRate(how.rate())
                            .withAverage(0)).withRecalibration(true),
                    FineAlignData.of(loader, data.of(SetSplit.TRAINING, arm), List.of(), how.seed()))
                    .watchedBy(watching).resume(folder.resolve(arm.folder()));
        }
        return FineAlignPredictor.load(model());
    }
}
