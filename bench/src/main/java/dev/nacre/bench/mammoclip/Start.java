package dev.nacre.bench.mammoclip;

import java.util.Locale;

/** Where a training on labels begins. */
enum Start {
    /** With the encoder of the four-pair arm. */
    PRETRAINED,
    /** With an encoder of the same size that has learned nothing. */
    SCRATCH;

    /** For people and files. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
