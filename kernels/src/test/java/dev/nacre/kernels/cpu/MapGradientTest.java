package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.ReferenceBackend;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Clamp;
import dev.nacre.core.op.Neg;
import dev.nacre.core.op.Relu;
import dev.nacre.core.op.UnaryGradient;
import dev.nacre.core.op.UnaryMap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Derivatives whose slopes are constants, chosen by the point, against scalar loops: exact to the bit. */
class MapGradientTest {
    private static final long[] COUNTS = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1001, 2049, 16_387, 100_003};
    /** Around zero, where slopes jump, and what is no number. */
    private static final float[] SPECIAL = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1f, -1f, Float.MAX_VALUE,
        -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -Float.NaN};
    private static final List<UnaryMap> EXACT = List.of(new Relu(), new Clamp(-1, 0.5), new Neg(),
            new Affine(1.5, 3));

    @Test
    void vectorLoopsGiveTheBitsOfScalarLoopsAtEveryLengthAndOffset() {
        assumeTrue(CpuProvider.vectors());
        for (var map : EXACT) {
            for (int threads : new int[] {1, 3}) {
                var workers = Workers.of(threads);
                for (long count : COUNTS) {
                    check(workers, map, count, 0, 0);
                    check(workers, map, count, 3, 5);
                }
            }
        }
    }

    private static void check(Workers workers, UnaryMap map, long count, long pointOffset, long dyOffset) {
        var point = mixed(count + pointOffset, 1);
        var dy = mixed(count + dyOffset, 2);
        var actual = filled(count + 1);
        var expected = filled(count + 1);
        MapKernels.gradient(workers, map, point, pointOffset, dy, dyOffset, actual, count);
        ScalarMaps.gradient(workers, map, new Dense(point, pointOffset, null), new Dense(dy, dyOffset, null), expected,
                count);
        for (long i = 0; i <= count; i++) {
            assertSame(Native.at(actual, i), Native.at(expected, i), map.name() + ", " + i + " of " + count);
        }
    }

    /** Which NaN it is that comes out is not said; zeros have signs. */
    private static void assertSame(double actual, double expected, String what) {
        if (Double.doubleToLongBits(actual) != Double.doubleToLongBits(expected)) {
            assertThat(Double.toString(actual)).as(what).isEqualTo(Double.toString(expected));
        }
    }

    private static MemorySegment mixed(long count, long seed) {
        var random = new SplittableRandom(seed);
        var values = Native.zeros(count);
        for (long i = 0; i < count; i++) {
            float value = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : (float) random.nextDouble(-2, 2);
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
        return values;
    }

    private static MemorySegment filled(long count) {
        return Native.zeros(count).fill((byte) 1);
    }

    @Test
    void theSlopeOfReluIsZeroAtZeroBelowAndBesideNaN() {
        assumeTrue(CpuProvider.vectors());
        var point = Native.zeros(SPECIAL.length);
        var dy = Native.zeros(SPECIAL.length);
        var dx = Native.zeros(SPECIAL.length);
        for (int i = 0; i < SPECIAL.length; i++) {
            point.setAtIndex(ValueLayout.JAVA_FLOAT, i, SPECIAL[i]);
            dy.setAtIndex(ValueLayout.JAVA_FLOAT, i, -2);
        }
        MapKernels.gradient(Workers.of(1), new Relu(), point, 0, dy, 0, dx, SPECIAL.length);
        assertThat(Native.copy(dx)).startsWith(-0f, -0f, -2f, -0f, -2f, -0f, -2f, -0f, -2f, -0f, -0f, -0f);
    }

    @Test
    void theGradientOfReluHasTheReferencesBitsInEveryFloatingType() {
        var shape = Shape.of(7, 11, 13);
        var gradient = new UnaryGradient(new Relu());
        for (var type : List.of(DType.FLOAT32, DType.BFLOAT16, DType.FLOAT16, DType.FLOAT64)) {
            var inputs = List.of(operand(type, shape, 3), operand(type, shape, 4));
            var actual = operand(type, shape, 5);
            var expected = operand(type, shape, 6);
            new CpuBackend(Workers.of(2)).run(gradient, inputs, List.of(actual));
            ReferenceBackend.compute(gradient, inputs, List.of(expected));
            for (long i = 0; i < shape.elements(); i++) {
                assertSame(type.get(Dense.memory(actual), i), type.get(Dense.memory(expected), i), type + " " + i);
            }
            for (var operand : List.of(inputs.get(0), inputs.get(1), actual, expected)) {
                ((NativeStorage) operand.storage()).release();
            }
        }
    }

    private static Operand operand(DType type, Shape shape, long seed) {
        var storage = NativeStorage.allocate(type, shape.elements());
        var values = mixed(shape.elements(), seed);
        for (long i = 0; i < shape.elements(); i++) {
            type.set(storage.segment(), i, Native.at(values, i));
        }
        return new Operand(storage, Layout.contiguous(shape));
    }
}
