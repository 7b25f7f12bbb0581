package dev.nacre.examples;

import dev.nacre.mammo.phantom.population.ExamShares;
import dev.nacre.mammo.phantom.population.LesionShares;
import picocli.CommandLine.Option;

/** The options of {@code phantom} that say how common things are. */
final class PhantomShares {
    @Option(names = "--mass", defaultValue = "0.3", paramLabel = "X",
            description = "Share of breasts with a mass (default: ${DEFAULT-VALUE}).")
    private double mass;

    @Option(names = "--calcification", defaultValue = "0.3", paramLabel = "X",
            description = "Share of breasts with a group of calcifications (default: ${DEFAULT-VALUE}).")
    private double calcification;

    @Option(names = "--distortion", defaultValue = "0.05", paramLabel = "X",
            description = "Share of breasts with an architectural distortion (default: ${DEFAULT-VALUE}).")
    private double distortion;

    @Option(names = "--asymmetry", defaultValue = "0.08", paramLabel = "X",
            description = "Share of breasts with an asymmetry (default: ${DEFAULT-VALUE}).")
    private double asymmetry;

    @Option(names = "--malignant", defaultValue = "0.35", paramLabel = "X",
            description = "Share of these lesions that are malignant (default: ${DEFAULT-VALUE}).")
    private double malignant;

    @Option(names = "--later-cancer", defaultValue = "0.05", paramLabel = "X",
            description = "Share of the other women who get a cancer within five years (default: ${DEFAULT-VALUE}).")
    private double laterCancer;

    @Option(names = "--priors", defaultValue = "0.5", paramLabel = "X",
            description = "Share of women with exams one to five years earlier (default: ${DEFAULT-VALUE}).")
    private double priors;

    @Option(names = "--missing-views", defaultValue = "0.05", paramLabel = "X",
            description = "Share of exams in which a view is missing (default: ${DEFAULT-VALUE}).")
    private double missingViews;

    @Option(names = "--markers", defaultValue = "0.05", paramLabel = "X",
            description = "Share of breasts with a ball of lead on the skin (default: ${DEFAULT-VALUE}).")
    private double markers;

    @Option(names = "--implants", defaultValue = "0.03", paramLabel = "X",
            description = "Share of women with implants (default: ${DEFAULT-VALUE}).")
    private double implants;

    @Option(names = "--clips", defaultValue = "0.1", paramLabel = "X",
            description = "Share of breasts with a clip of a biopsy (default: ${DEFAULT-VALUE}).")
    private double clips;

    /** Created by the command line alone. */
    PhantomShares() {
    }

    LesionShares lesions() {
        return new LesionShares(mass, calcification, distortion, asymmetry, malignant, laterCancer);
    }

    ExamShares exams() {
        return new ExamShares(priors, missingViews, markers, implants, clips);
    }
}
