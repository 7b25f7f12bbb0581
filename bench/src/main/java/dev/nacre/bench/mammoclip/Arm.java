package dev.nacre.bench.mammoclip;

import dev.nacre.mammo.clip.PretrainingLoss;
import java.util.Locale;

/** What is pre-trained; the arms differ in the loss alone. */
enum Arm {
    /** Two pictures and two texts of each breast. */
    FOUR_PAIRS,
    /** One picture and one text of each breast. */
    SINGLE_PAIR;

    /** For people. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For files. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    PretrainingLoss loss(StudyProtocol.Pretraining how) {
        return switch (this) {
            case FOUR_PAIRS -> new PretrainingLoss.FourPairs(how.weights());
            case SINGLE_PAIR -> new PretrainingLoss.SinglePair();
        };
    }
}
