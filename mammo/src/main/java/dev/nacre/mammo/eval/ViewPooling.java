package dev.nacre.mammo.eval;

import java.util.Arrays;

/** How the scores of a breast's pictures become one. */
public enum ViewPooling {
    /** What both views agree on. */
    MEAN,
    /** What one view shows is enough. */
    MAXIMUM;

    /** One score of at least one. */
    public double of(double... scores) {
        return (this == MEAN ? Arrays.stream(scores).average() : Arrays.stream(scores).max())
                .orElseThrow(() -> new IllegalArgumentException("a breast without pictures has no score"));
    }
}
