package dev.nacre.bench.mammoclip;

import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.Pretraining;
import dev.nacre.mammo.clip.PretrainingSettings;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The pre-training of one arm, in a folder of its own, from which it goes on where it was stopped. The model is the one
 * of the smallest loss on the validation part.
 *
 * @param data of the study
 * @param arm which
 * @param folder of this arm
 */
record ArmRun(StudyData data, Arm arm, Path folder) {
    /** Of the two sides, the reports of a breast say nothing. */
    static final PictureAugmentation MIRROR = PictureAugmentation.NONE.withFlips(0.5, 0);
    /** One part in this many of all steps. */
    private static final int WARM_UP = 40;

    /** Trains it unless it is trained. */
    MammoClipPredictor predictor(TrainingListener watching) {
        Path model = folder.resolve("model.safetensors");
        if (!Files.exists(model)) {
            StudyProtocol.Pretraining how = data.protocol().pretraining();
            ClipLoader loader = data.loader();
            List<Breast> rows = data.reports().training(StudyData.VALIDATION_FOLD);
            long steps = (long) how.epochs() * loader.trainingBatches(rows.size());
            PretrainingSettings settings = PretrainingSettings.of(how.epochs(),
                    Optimisation.published(how.rate(), steps / WARM_UP).withTextRate(how.textRate()),
                    data.protocol().seed()).withPictures(Pairing.VIEWS, MIRROR).withLoss(arm.loss(how))
                    .withRecalibration(true);
            new Pretraining(data.config(loader), loader, settings, rows,
                    data.reports().validation(StudyData.VALIDATION_FOLD)).watchedBy(watching).resume(folder);
        }
        return MammoClipPredictor.load(model);
    }
}
