package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.PaddedRows.Picture;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Emitted depthwise convolutions against plain loops, and one thread against several. */
class EmittedDepthwiseTest {
    static Stream<Conv2dShape> shapes() {
        return Stream.concat(DepthwiseKernelsTest.shapes(), List.of(
                new Conv2dShape(2, 40, 33, 29, 5, 5, 20, 17, 29, 2, 2, 1, 2, 1, 1, 29),
                new Conv2dShape(1, 37, 12, 130, 3, 3, 37, 12, 130, 1, 1, 1, 1, 1, 1, 130),
                new Conv2dShape(3, 9, 9, 16, 3, 3, 5, 5, 16, 2, 2, 1, 1, 1, 1, 16),
                new Conv2dShape(3, 8, 8, 20, 3, 3, 4, 4, 20, 2, 2, 0, 0, 1, 1, 20),
                new Conv2dShape(1, 5, 4, 7, 5, 5, 5, 4, 7, 1, 1, 2, 2, 1, 1, 7),
                // Rows so long that columns are cut, too.
                new Conv2dShape(1, 5, 500, 301, 3, 3, 5, 500, 301, 1, 1, 1, 1, 1, 1, 301),
                new Conv2dShape(1, 6, 701, 272, 5, 5, 3, 351, 272, 2, 2, 2, 2, 1, 1, 272),
                new Conv2dShape(1, 6, 3, 280, 5, 5, 3, 2, 280, 2, 2, 1, 1, 1, 1, 280),
                new Conv2dShape(1, 2, 2, 3, 5, 5, 4, 4, 3, 1, 1, 3, 3, 1, 1, 3),
                new Conv2dShape(1, 17, 23, 65, 2, 3, 6, 8, 65, 3, 3, 1, 1, 1, 1, 65)).stream());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithPlainLoops(Conv2dShape shape) {
        assumeTrue(EmittedDepthwise.serves(shape), "machine code serves neither here nor this shape");
        for (var type : List.of(DType.FLOAT32, DType.BFLOAT16)) {
            compare(shape, type);
        }
    }

    /** Large results go past the caches where they begin at a line of memory, and by usual stores elsewhere. */
    @ParameterizedTest
    @ValueSource(ints = {48, 80})
    void largeResultsHaveTheSameBitsPastTheCaches(int channels) {
        var shape = new Conv2dShape(1, 301, 301, channels, 3, 3, 301, 301, channels, 1, 1, 1, 1, 1, 1, channels);
        assumeTrue(EmittedDepthwise.serves(shape), "machine code does not serve here");
        long size = Conv2dKernelsTest.outputs(shape);
        var x = Native.random(size, 1);
        var w = Native.random(Conv2dKernelsTest.weights(shape), 2);
        var workers = Workers.of(2);
        var past = Native.zeros(size);
        var usual = Native.zeros(size + 1).asSlice(Float.BYTES);
        assertThat(LargeResults.pastCaches(past, channels * 4L)).isTrue();
        assertThat(LargeResults.pastCaches(usual, channels * 4L)).isFalse();
        EmittedDepthwise.forward(workers, shape, input(shape, DType.FLOAT32, x), w,
                output(shape, DType.FLOAT32, past));
        EmittedDepthwise.forward(workers, shape, input(shape, DType.FLOAT32, x), w,
                output(shape, DType.FLOAT32, usual));
        assertThat(past.mismatch(usual)).isEqualTo(-1);
        EmittedDepthwise.inputGradient(workers, shape, output(shape, DType.FLOAT32, x), w,
                input(shape, DType.FLOAT32, past));
        EmittedDepthwise.inputGradient(workers, shape, output(shape, DType.FLOAT32, x), w,
                input(shape, DType.FLOAT32, usual));
        assertThat(past.mismatch(usual)).isEqualTo(-1);
    }

    private static void compare(Conv2dShape shape, DType type) {
        var x = as(type, Native.random(Conv2dKernelsTest.inputs(shape), 1));
        var w = as(DType.FLOAT32, Native.random(Conv2dKernelsTest.weights(shape), 2));
        var dy = as(type, Native.random(Conv2dKernelsTest.outputs(shape), 3));
        var y = new double[(int) Conv2dKernelsTest.outputs(shape)];
        var dx = new double[(int) Conv2dKernelsTest.inputs(shape)];
        var dw = new double[(int) Conv2dKernelsTest.weights(shape)];
        Conv2dKernelsTest.plain(shape, floats(type, x), Native.copy(w), floats(type, dy), y, dx, dw);
        double bound = type == DType.FLOAT32 ? 1e-6 : 4e-3;
        var before = new MemorySegment[3];
        for (int threads = 1; threads <= 3; threads++) {
            var workers = Workers.of(threads);
            var actualY = Native.uniform(y.length, 4, 9, 9);
            EmittedDepthwise.forward(workers, shape, input(shape, type, x), w, output(shape, type, actualY));
            assertThat(distance(type, actualY, y)).as("forward").isLessThan(bound);
            var actualDx = Native.uniform(dx.length, 4, 9, 9);
            EmittedDepthwise.inputGradient(workers, shape, output(shape, type, dy), w, input(shape, type, actualDx));
            assertThat(distance(type, actualDx, dx)).as("input gradient").isLessThan(bound);
            var actualDw = Native.uniform(dw.length, 4, 9, 9);
            EmittedDepthwise.weightGradient(workers, shape, input(shape, type, x), output(shape, type, dy), actualDw);
            assertThat(Native.distance(actualDw, dw)).as("weight gradient").isLessThan(1e-6);
            var now = new MemorySegment[] {actualY, actualDx, actualDw};
            for (int i = 0; i < now.length && threads > 1; i++) {
                assertThat(now[i].mismatch(before[i])).as(threads + " threads").isEqualTo(-1);
            }
            before = now;
        }
    }

    private static Picture input(Conv2dShape s, DType type, MemorySegment memory) {
        return new Picture(memory, type, s.height(), s.width(), s.channels());
    }

    private static Picture output(Conv2dShape s, DType type, MemorySegment memory) {
        return new Picture(memory, type, s.outHeight(), s.outWidth(), s.channels());
    }

    /** The numbers in another type, in as much memory. */
    private static MemorySegment as(DType type, MemorySegment floats) {
        var memory = Native.zeros(floats.byteSize() / Float.BYTES);
        for (long i = 0; i < floats.byteSize() / Float.BYTES; i++) {
            if (type == DType.FLOAT32) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, Native.at(floats, i));
            } else {
                memory.setAtIndex(ValueLayout.JAVA_SHORT, i, DType.toBfloat16(Native.at(floats, i)));
            }
        }
        return memory;
    }

    private static float[] floats(DType type, MemorySegment memory) {
        var numbers = new float[(int) (memory.byteSize() / Float.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) type.get(memory, i);
        }
        return numbers;
    }

    private static double distance(DType type, MemorySegment actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = type.get(actual, i) - expected[i];
            error += difference * difference;
            norm += expected[i] * expected[i];
        }
        return norm == 0 ? Math.sqrt(error) : Math.sqrt(error / norm);
    }
}
