package dev.nacre.mammo.data;

import java.util.Locale;
import java.util.Optional;

/** Which part of a set a picture belongs to. */
public enum SetSplit {
    TRAINING,
    VALIDATION,
    TEST;

    /** What a table calls it: train or training, val, valid or validation, test. */
    public static Optional<SetSplit> named(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(TRAINING);
            case "val", "valid", "validation" -> Optional.of(VALIDATION);
            case "test" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }
}
