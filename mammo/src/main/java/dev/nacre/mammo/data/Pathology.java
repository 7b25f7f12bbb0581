package dev.nacre.mammo.data;

import java.util.Arrays;
import java.util.Optional;

/** What is known of a breast or a finding beyond what its picture shows. */
public enum Pathology {
    MALIGNANT,
    BENIGN,
    /** Benign, and judged so without another examination. */
    BENIGN_WITHOUT_CALLBACK,
    /** The set says that nothing was found. */
    NORMAL,
    /** The set says that there was no cancer, and not whether there was a benign finding. */
    NO_CANCER;

    /** The constant's name, in any case. */
    public static Optional<Pathology> named(String text) {
        return Arrays.stream(values()).filter(pathology -> pathology.name().equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
