package dev.nacre.core.op;

import java.util.Arrays;

/** Which inputs and outputs of an operation its derivative reads. */
public final class Keep {
    /** Nothing: the derivative does not depend on the values. */
    public static final Keep NOTHING = new Keep(new int[0], new int[0]);

    /** All inputs, however many. */
    public static final Keep EVERY_INPUT = new Keep(null, new int[0]);

    private final int[] inputs;
    private final int[] outputs;

    private Keep(int[] inputs, int[] outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** These inputs, by position. */
    public static Keep inputs(int... positions) {
        return new Keep(positions.clone(), new int[0]);
    }

    /** These outputs, by position. */
    public static Keep outputs(int... positions) {
        return new Keep(new int[0], positions.clone());
    }

    /** These outputs, too. */
    public Keep andOutputs(int... positions) {
        return new Keep(inputs, positions.clone());
    }

    boolean input(int position) {
        return inputs == null || Arrays.stream(inputs).anyMatch(p -> p == position);
    }

    boolean output(int position) {
        return Arrays.stream(outputs).anyMatch(p -> p == position);
    }
}
