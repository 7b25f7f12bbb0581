package dev.nacre.bench.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.head.HeadSettings;
import dev.nacre.mammo.phantom.population.ExamShares;
import dev.nacre.mammo.phantom.population.LesionShares;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import java.util.List;

/**
 * Every number of the study; nothing else decides what comes out. docs/finealign-study.md says it in words.
 *
 * @param phantoms whose exams are learned from and judged
 * @param training of every arm
 * @param labels of the training on labels
 * @param replicates of the bootstrap over patients
 */
record StudyProtocol(PhantomSettings phantoms, Training training, Labels labels, int replicates) {
    /** Confidence of all intervals. */
    static final double LEVEL = 0.95;
    /** Three breasts in ten with a mass and two with calcifications: most exams have a lesion, most breasts none. */
    private static final LesionShares LESIONS = new LesionShares(0.3, 0.2, 0.03, 0.03, 0.5, 0);
    private static final ExamShares EXAMS = new ExamShares(0, 0.05, 0.05, 0, 0.1);
    /** At 2, a training as short as this learned next to nothing in trials; a pixel is nearly a millimetre wide. */
    private static final double VISIBILITY = 4;

    /**
     * How an arm is trained; all arms alike, but for what they leave out.
     *
     * @param height rows of the network's input
     * @param width columns of it
     * @param batch exams in a step
     * @param coarse epochs of the first stage
     * @param graded epochs of the second
     * @param fine epochs of the third; the precursor has one stage as long as all three
     * @param rate highest learning rate of all weights
     * @param seed of weights, order and augmentation
     */
    record Training(int height, int width, int batch, int coarse, int graded, int fine, double rate, long seed) {
    }

    /**
     * How labels are learned, from pretrained weights and from scratch: each with every rate, and the rate that is best
     * on the validation part is judged.
     *
     * @param shares of the labelled patients
     * @param steps of each training
     * @param exams in a step for malignancy, half of them malignant
     * @param pictures in a step for segmentation, half of them with a lesion
     * @param rates to choose from
     * @param seed of drawn patients, new layers and order
     */
    record Labels(List<Double> shares, int steps, int exams, int pictures, List<HeadSettings.Rates> rates, long seed) {
        Labels {
            shares = List.copyOf(shares);
            rates = List.copyOf(rates);
        }
    }

    /** The study. */
    static StudyProtocol full() {
        return new StudyProtocol(new PhantomSettings(900, 200, 20261, 384, 230, LESIONS, EXAMS, VISIBILITY),
                new Training(192, 96, 8, 1, 2, 1, 3e-3, 1),
                new Labels(List.of(0.01, 0.1, 1.0), 120, 8, 16, List.of(new HeadSettings.Rates(1e-3, 1e-3),
                        new HeadSettings.Rates(1e-3, 1e-4)), 1), 2000);
    }

    /** A minute or two, only to see that everything works. */
    static StudyProtocol quick() {
        return new StudyProtocol(new PhantomSettings(30, 8, 20262, 128, 80, LESIONS, EXAMS, VISIBILITY),
                new Training(64, 64, 4, 1, 1, 1, 1e-3, 1),
                new Labels(List.of(0.1, 1.0), 3, 4, 4, List.of(new HeadSettings.Rates(1e-3, 1e-4)), 1), 50);
    }

    /** For the results. */
    Json.Fields toJson() {
        return Json.object().with("phantoms", Json.object().with("patients", phantoms.patients())
                .with("test_patients", phantoms.testPatients()).with("seed", phantoms.seed())
                .with("height", phantoms.height()).with("width", phantoms.width())
                .with("mass", phantoms.lesions().mass()).with("calcification", phantoms.lesions().calcification())
                .with("distortion", phantoms.lesions().distortion()).with("asymmetry", phantoms.lesions().asymmetry())
                .with("malignant", phantoms.lesions().malignant())
                .with("missing_views", phantoms.exams().missingViews()).with("visibility", phantoms.visibility()))
                .with("training", Json.object().with("height", training.height).with("width", training.width)
                        .with("batch", training.batch).with("coarse_epochs", training.coarse)
                        .with("graded_epochs", training.graded).with("fine_epochs", training.fine)
                        .with("rate", training.rate).with("seed", training.seed))
                .with("labels", Json.object().with("shares", new Json.Items(labels.shares.stream()
                        .map(share -> (Json) new Json.Decimal(share)).toList())).with("steps", labels.steps)
                        .with("exams", labels.exams).with("pictures", labels.pictures)
                        .with("rates", new Json.Items(labels.rates.stream().map(rate -> (Json) Json.object()
                                .with("head", rate.head()).with("encoder", rate.encoder())).toList()))
                        .with("seed", labels.seed))
                .with("replicates", replicates).with("level", LEVEL);
    }
}
