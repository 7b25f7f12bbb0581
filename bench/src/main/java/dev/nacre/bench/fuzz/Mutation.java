package dev.nacre.bench.fuzz;

import java.util.random.RandomGenerator;

/** A way of damaging a file, drawn anew for every file. */
public interface Mutation {
    /** For tables. */
    String name();

    /**
     * A damaged copy.
     *
     * @param file  the sample, not empty
     * @param other another sample, not empty
     */
    byte[] apply(byte[] file, byte[] other, RandomGenerator random);
}
