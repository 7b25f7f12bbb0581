package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.op.Comparison;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Element by element where a vector would not help much: choices, comparisons, conversions, random numbers. */
final class SelectKernels {
    private static final int COST = 4;
    private static final int RANDOM_COST = 128;

    private SelectKernels() {
    }

    /** {@code y = condition ? a : b} for elements of four bytes; the condition is one byte. */
    static void where(Workers workers, Dense condition, Dense a, Dense b, MemorySegment y, long count) {
        var mask = condition.segment();
        var first = a.segment();
        var second = b.segment();
        workers.ranges(count, COST, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                boolean chosen = mask.get(ValueLayout.JAVA_BYTE, condition.offset() + i) != 0;
                int x = first.getAtIndex(ValueLayout.JAVA_INT, a.offset() + i);
                int z = second.getAtIndex(ValueLayout.JAVA_INT, b.offset() + i);
                y.setAtIndex(ValueLayout.JAVA_INT, i, chosen ? x : z);
            }
        });
    }

    /** {@code y = a ? b} as one byte each, for float32. */
    static void compare(Workers workers, Comparison.Relation relation, Dense a, Dense b, MemorySegment y, long count) {
        var first = a.segment();
        var second = b.segment();
        workers.ranges(count, COST, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                float x = Floats.get(first, a.offset() + i);
                float z = Floats.get(second, b.offset() + i);
                boolean holds = switch (relation) {
                    case EQUAL -> x == z;
                    case NOT_EQUAL -> x != z;
                    case LESS -> x < z;
                    case LESS_EQUAL -> x <= z;
                };
                y.set(ValueLayout.JAVA_BYTE, i, (byte) (holds ? 1 : 0));
            }
        });
    }

    /** {@code y = x} in another element type. */
    static void convert(Workers workers, DType from, Dense x, DType to, MemorySegment y, long count) {
        var source = x.segment();
        long offset = x.offset();
        workers.ranges(count, COST, (begin, end) -> {
            if (from == DType.BFLOAT16 && to == DType.FLOAT32) {
                for (long i = begin; i < end; i++) {
                    y.setAtIndex(ValueLayout.JAVA_INT, i, source.getAtIndex(ValueLayout.JAVA_SHORT, offset + i) << 16);
                }
            } else if (from == DType.FLOAT32 && to == DType.BFLOAT16) {
                for (long i = begin; i < end; i++) {
                    y.setAtIndex(ValueLayout.JAVA_SHORT, i, DType.toBfloat16(Floats.get(source, offset + i)));
                }
            } else if (from == DType.BOOL && to == DType.FLOAT32) {
                for (long i = begin; i < end; i++) {
                    Floats.set(y, i, source.get(ValueLayout.JAVA_BYTE, offset + i) == 0 ? 0 : 1);
                }
            } else if (from.isFloating() && (to.isFloating() || to == DType.BOOL)) {
                for (long i = begin; i < end; i++) {
                    to.set(y, i, from.get(source, offset + i));
                }
            } else {
                for (long i = begin; i < end; i++) {
                    to.setLong(y, i, from.getLong(source, offset + i));
                }
            }
        });
    }

    /** Element i from the 64 bits at position i of the key's stream. */
    static void random(Workers workers, Key key, Distribution distribution, MemorySegment y, long count) {
        workers.ranges(count, RANDOM_COST, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                Floats.set(y, i, (float) distribution.sample(key.bits(i)));
            }
        });
    }
}
