package dev.nacre.bench.mammoclip;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipLoss;
import dev.nacre.mammo.phantom.population.ExamShares;
import dev.nacre.mammo.phantom.population.LesionShares;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import java.util.List;

/**
 * Every number of the study; nothing else decides what comes out. docs/mammo-clip-study.md says it in words.
 *
 * @param phantoms that are learned from and judged
 * @param network that sees pictures and reads texts
 * @param pretraining of both arms
 * @param shares of the labelled training patients
 * @param fineTuning on labels
 * @param detection of lesions
 * @param mapping of Mammo-FActOR
 * @param seed of everything that is drawn but the phantoms
 * @param replicates of the bootstrap over patients
 */
record StudyProtocol(PhantomSettings phantoms, Network network, Pretraining pretraining, List<Double> shares,
        FineTuning fineTuning, Detection detection, Mapping mapping, long seed, int replicates) {
    /** Confidence of all intervals. */
    static final double LEVEL = 0.95;
    private static final LesionShares LESIONS = new LesionShares(0.5, 0.3, 0.03, 0.03, 0.4, 0);
    /** At 4, trials learned nothing of masses; a pixel is nearly a millimetre wide. */
    private static final double VISIBILITY = 5;

    StudyProtocol {
        shares = List.copyOf(shares);
    }

    /**
     * Sizes; the encoder of pictures is the smallest, {@code EfficientNetConfig.TINY}.
     *
     * @param height rows of its input
     * @param width columns of it
     * @param textWidth of the BERT
     * @param textLayers of it
     * @param textLength longest text in tokens
     * @param vocabulary most tokens that are learned from the reports
     * @param embedding length of the vectors that are compared
     */
    record Network(int height, int width, int textWidth, int textLayers, int textLength, int vocabulary,
            int embedding) {
    }

    /**
     * How both arms are pre-trained; they differ in the loss alone.
     *
     * @param batch breasts in a step
     * @param epochs passes over the breasts
     * @param rate highest learning rate
     * @param textRate factor on it for the encoder of texts
     * @param weights of the parts of the four-pair loss
     */
    record Pretraining(int batch, int epochs, double rate, double textRate, MammoClipLoss.Weights weights) {
    }

    /**
     * Training of the whole encoder on labels, from pretrained weights and from scratch: each with every rate, and the
     * rate that is best on the validation part is judged.
     *
     * @param batch pictures in a step
     * @param epochs of each training; after each the model is measured on the validation part
     * @param fewestSteps of an epoch, where there are fewer batches of pictures
     * @param rates highest learning rates
     */
    record FineTuning(int batch, int epochs, int fewestSteps, List<Double> rates) {
        FineTuning {
            rates = List.copyOf(rates);
        }
    }

    /**
     * Training of a RetinaNet, likewise from both starts and with every rate.
     *
     * @param channels of the pyramid and the heads
     * @param smallestAnchor side in pixels of the smallest square that boxes are moved from
     * @param batch pictures in a step
     * @param epochs passes over the pictures with a lesion
     * @param rates learning rates
     */
    record Detection(int channels, double smallestAnchor, int batch, int epochs, List<Double> rates) {
        Detection {
            rates = List.copyOf(rates);
        }
    }

    /**
     * Training of Mammo-FActOR's mapper on the pretrained encoders.
     *
     * @param level of the encoder's maps
     * @param epochs at most
     * @param batch pictures in a step
     * @param rate of learning
     */
    record Mapping(int level, int epochs, int batch, double rate) {
    }

    /** The study. */
    static StudyProtocol full() {
        return of(List.of(0.01, 0.1, 1.0));
    }

    /** The same with the whole curve of shares; the runs of {@link #full} are runs of this one too. */
    static StudyProtocol curve() {
        return of(List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0));
    }

    private static StudyProtocol of(List<Double> shares) {
        return new StudyProtocol(
                new PhantomSettings(2000, 300, 20271, 256, 154, LESIONS, ExamShares.CURRENT_AND_COMPLETE, VISIBILITY),
                new Network(192, 96, 128, 2, 64, 1000, 128),
                new Pretraining(16, 8, 4e-3, 0.3, new MammoClipLoss.Weights(0.1, 0.5)), shares,
                new FineTuning(16, 2, 80, List.of(3e-3, 1e-3)), new Detection(64, 8, 16, 2, List.of(1e-3, 3e-4)),
                new Mapping(3, 20, 8, 1e-3), 1, 2000);
    }

    /** A minute or two, only to see that everything works. */
    static StudyProtocol quick() {
        return new StudyProtocol(
                new PhantomSettings(140, 30, 20272, 128, 80, LESIONS, ExamShares.CURRENT_AND_COMPLETE, VISIBILITY),
                new Network(64, 64, 32, 1, 64, 1000, 32),
                new Pretraining(8, 1, 1e-3, 0.3, new MammoClipLoss.Weights(0.1, 0.5)), List.of(0.2, 1.0),
                new FineTuning(8, 1, 4, List.of(1e-3)), new Detection(16, 8, 8, 1, List.of(1e-3)),
                new Mapping(3, 1, 8, 1e-3), 1, 50);
    }

    /** For the results. */
    Json.Fields toJson() {
        return Json.object().with("phantoms", Json.object().with("patients", phantoms.patients())
                .with("test_patients", phantoms.testPatients()).with("seed", phantoms.seed())
                .with("height", phantoms.height()).with("width", phantoms.width())
                .with("mass", phantoms.lesions().mass()).with("calcification", phantoms.lesions().calcification())
                .with("distortion", phantoms.lesions().distortion()).with("asymmetry", phantoms.lesions().asymmetry())
                .with("malignant", phantoms.lesions().malignant()).with("visibility", phantoms.visibility()))
                .with("network", Json.object().with("height", network.height).with("width", network.width)
                        .with("text_width", network.textWidth).with("text_layers", network.textLayers)
                        .with("text_length", network.textLength).with("vocabulary", network.vocabulary)
                        .with("embedding", network.embedding))
                .with("pretraining", Json.object().with("batch", pretraining.batch)
                        .with("epochs", pretraining.epochs).with("rate", pretraining.rate)
                        .with("text_rate", pretraining.textRate)
                        .with("image_image_weight", pretraining.weights.imageImage())
                        .with("text_text_weight", pretraining.weights.textText()))
                .with("fine_tuning", Json.object().with("batch", fineTuning.batch).with("epochs", fineTuning.epochs)
                        .with("fewest_steps", fineTuning.fewestSteps).with("rates", numbers(fineTuning.rates)))
                .with("detection", Json.object().with("channels", detection.channels)
                        .with("smallest_anchor", detection.smallestAnchor).with("batch", detection.batch)
                        .with("epochs", detection.epochs).with("rates", numbers(detection.rates)))
                .with("mapping", Json.object().with("level", mapping.level).with("epochs", mapping.epochs)
                        .with("batch", mapping.batch).with("rate", mapping.rate))
                .with("seed", seed).with("replicates", replicates).with("level", LEVEL);
    }

    private static Json numbers(List<Double> values) {
        return new Json.Items(values.stream().<Json>map(Json.Decimal::new).toList());
    }
}
