package dev.nacre.examples.demo;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipLoss;
import dev.nacre.mammo.eval.ViewPooling;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.phantom.population.ExamShares;
import dev.nacre.mammo.phantom.population.LesionShares;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;

/**
 * Every number of a demo; nothing else decides what it shows.
 *
 * @param phantoms   what is drawn
 * @param network    what is trained
 * @param training   how
 * @param pooling    of the model's scores over the views
 * @param replicates of the bootstrap
 */
record DemoRecipe(PhantomSettings phantoms, Network network, Training training, ViewPooling pooling, int replicates) {
    /** Half of the breasts have a mass, and half have calcifications; other lesions are rare. */
    private static final LesionShares LESIONS = new LesionShares(0.5, 0.5, 0.02, 0.03, 0.4, 0);
    /** A pixel of the demo's pictures is nearly a millimetre wide: at 1, calcifications would be lost in it. */
    private static final double VISIBILITY = 3;
    /** Of the two sides, the reports say nothing. */
    private static final PictureAugmentation MIRROR = PictureAugmentation.NONE.withFlips(0.5, 0);

    /**
     * A small Mammo-CLIP.
     *
     * @param encoder    that sees pictures
     * @param textWidth  of the BERT that reads sentences
     * @param textLayers of that BERT
     * @param textLength longest text in tokens
     * @param vocabulary most tokens that are learned from the reports
     * @param embedding  length of the vectors that are compared
     */
    record Network(EfficientNetConfig encoder, int textWidth, int textLayers, int textLength, int vocabulary,
            int embedding) {
        /** Without dropout, which a short training cannot afford; running statistics of the last few batches. */
        MammoClipConfig config(int tokens) {
            return new MammoClipConfig(encoder.withDropout(0, 0).withBatchNormMomentum(0.1),
                    BertConfig.small(tokens, textWidth, textLayers, textLength).withDropout(0, 0), embedding);
        }
    }

    /**
     * How it is trained.
     *
     * @param height       rows of a picture as the model sees it
     * @param width        columns of a picture as the model sees it
     * @param batch        breasts in a step
     * @param epochs       how often each breast is seen
     * @param learningRate highest rate
     * @param textRate     factor on it for the text encoder, which collapses at the rate that the pictures need
     * @param weights      of the loss's parts: pictures of one breast are alike in size and form, and at the published
     *                     weight a short training learns little else
     * @param augmentation of pictures
     */
    record Training(int height, int width, int batch, int epochs, double learningRate, double textRate,
            MammoClipLoss.Weights weights, PictureAugmentation augmentation) {
    }

    /** The demo. */
    static DemoRecipe full(long seed) {
        return new DemoRecipe(phantoms(1200, 250, seed, 256, 160),
                new Network(EfficientNetConfig.TINY, 128, 2, 64, 1000, 128), training(256, 160, 16, 10),
                ViewPooling.MEAN, 2000);
    }

    /** Less than a minute, only to see that everything works. */
    static DemoRecipe quick(long seed) {
        return new DemoRecipe(phantoms(76, 16, seed, 128, 80),
                new Network(EfficientNetConfig.TINY, 64, 1, 64, 1000, 32), training(128, 80, 12, 2),
                ViewPooling.MEAN, 200);
    }

    private static PhantomSettings phantoms(int patients, int testPatients, long seed, int height, int width) {
        return new PhantomSettings(patients, testPatients, seed, height, width, LESIONS,
                ExamShares.CURRENT_AND_COMPLETE, VISIBILITY);
    }

    private static Training training(int height, int width, int batch, int epochs) {
        return new Training(height, width, batch, epochs, 4e-3, 0.3, new MammoClipLoss.Weights(0.1, 0.5), MIRROR);
    }

    /** For the page and the files. */
    Json.Fields toJson(MammoClipConfig model) {
        return Json.object()
                .with("phantoms", Json.object().with("patients", phantoms.patients())
                        .with("test_patients", phantoms.testPatients()).with("seed", phantoms.seed())
                        .with("height", phantoms.height()).with("width", phantoms.width())
                        .with("mass_prevalence", phantoms.lesions().mass())
                        .with("calcification_prevalence", phantoms.lesions().calcification())
                        .with("visibility", phantoms.visibility()))
                .with("model", model.toJson())
                .with("training", Json.object().with("height", training.height()).with("width", training.width())
                        .with("batch", training.batch()).with("epochs", training.epochs())
                        .with("learning_rate", training.learningRate()).with("text_rate", training.textRate())
                        .with("image_image_weight", training.weights().imageImage())
                        .with("text_text_weight", training.weights().textText())
                        .with("augmentation", training.augmentation().toString()).with("seed", phantoms.seed()))
                .with("evaluation", Json.object().with("pooling", pooling.name()).with("replicates", replicates));
    }
}
