package dev.nacre.mammo.task.finetune;

import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.List;

/**
 * Mammo-CLIP's linear probe as its published code computes it, for comparing numbers: the linear layer learns by AdamW
 * from an encoder that gets no gradient but stays in training mode, with dropout, dropped branches and the statistics
 * of each batch; and its running statistics, by which it is then judged, follow the pictures of the probe. What the
 * features themselves tell is told by {@code LinearProbe}. Unlike the published code, it chooses the checkpoint on
 * validation pictures and never on test pictures.
 */
public final class PublishedProbe {
    private PublishedProbe() {
    }

    /**
     * The training, of which all but the linear layer stays as {@link FineTuning#startingFrom} gives it.
     *
     * @param settings of which rates of other layers, and recalibration, have no part in it
     * @throws dev.nacre.nn.InputException as {@link FineTuning}
     */
    public static FineTuning training(EfficientNetConfig config, LabelScheme scheme, PictureSource pictures,
            FineTuningSettings settings, List<LabelledPicture> training, List<LabelledPicture> validation) {
        return new FineTuning(config, scheme, pictures, settings.withRecalibration(0), training, validation,
                LearningPart.LINEAR_LAYER);
    }
}
