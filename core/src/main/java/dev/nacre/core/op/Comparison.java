package dev.nacre.core.op;

import dev.nacre.core.DType;
import java.util.List;

/** Compares two tensors of the same shape and type, element by element; the answers are bool. */
public record Comparison(Relation relation) implements Detached {
    /** What is asked. Everything but NOT_EQUAL is false where a NaN is involved. */
    public enum Relation {
        /** a = b. */
        EQUAL,
        /** a ≠ b. */
        NOT_EQUAL,
        /** a &lt; b. */
        LESS,
        /** a ≤ b. */
        LESS_EQUAL
    }

    @Override
    public String name() {
        return switch (relation) {
            case EQUAL -> "equal";
            case NOT_EQUAL -> "not_equal";
            case LESS -> "less";
            case LESS_EQUAL -> "less_equal";
        };
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 2).sameType(0, 1).shape(1, inputs.getFirst().shape());
        return List.of(new Spec(DType.BOOL, inputs.getFirst().shape()));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain a = inputs.get(0);
        Plain b = inputs.get(1);
        for (long i = 0; i < a.elements(); i++) {
            boolean holds = a.type().isFloating() ? holds(a.at(i), b.at(i)) : holds(a.integer(i), b.integer(i));
            outputs.getFirst().set(i, holds ? 1L : 0L);
        }
    }

    private boolean holds(double a, double b) {
        return switch (relation) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
        };
    }

    private boolean holds(long a, long b) {
        return switch (relation) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
        };
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("less", in -> in.get(0).lessThan(in.get(1)), Sample.real(-1, 1, 7, 33),
                        Sample.real(-1, 1, 33)),
                Sample.of("less_equal", in -> in.get(0).atMost(in.get(1)), Sample.index(3, 100), Sample.index(3, 100)),
                Sample.of("equal", in -> in.get(0).equalTo(in.get(1)), Sample.index(3, 100), Sample.index(3, 100)),
                Sample.of("not_equal", in -> in.get(0).notEqualTo(in.get(1)), Sample.index(3, 100),
                        Sample.index(3, 100)));
    }
}
