package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Autograd;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.finetune.FineTuningSettings.Optimisation;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.AdamW;

/** What of a {@link PictureClassifier} learns. */
enum LearningPart {
    /** All of it. */
    WHOLE {
        @Override
        AdamW optimiser(PictureClassifier model, Optimisation how) {
            return new AdamW(model, AdamW.Settings.decay(how.weightDecay()),
                    how.layers().groups(model.encoder().config(), how.weightDecay()));
        }

        @Override
        Tensor logits(PictureClassifier model, Tensor pictures, Pass pass) {
            return model.forward(pictures, pass);
        }
    },
    /** The linear layer; the encoder computes as in training, and no gradient reaches it. */
    LINEAR_LAYER {
        @Override
        AdamW optimiser(PictureClassifier model, Optimisation how) {
            return new AdamW(model.head(), AdamW.Settings.decay(how.weightDecay()));
        }

        @Override
        Tensor logits(PictureClassifier model, Tensor pictures, Pass pass) {
            Tensor features = Autograd.withoutGradients(() -> model.encoder().forward(pictures, pass.child("encoder")));
            return model.head().forward(features, pass.child("head"));
        }
    };

    /** Over what learns. */
    abstract AdamW optimiser(PictureClassifier model, Optimisation how);

    /** {@code [pictures, outputs]}. */
    abstract Tensor logits(PictureClassifier model, Tensor pictures, Pass pass);
}
