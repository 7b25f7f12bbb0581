package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepthwiseKernelsTest {
    @BeforeEach
    void vectorsServe() {
        assumeTrue(CpuProvider.vectors(), "depthwise kernels need vectors; without them they are grouped convolutions");
    }

    static Stream<Conv2dShape> shapes() {
        return Stream.concat(Conv2dKernelsTest.shapes().stream().filter(Conv2dShape::isDepthwise), List.of(
                new Conv2dShape(1, 12, 30, 40, 3, 3, 12, 30, 40, 1, 1, 1, 1, 1, 1, 40),
                new Conv2dShape(2, 13, 31, 40, 5, 5, 7, 16, 40, 2, 2, 2, 2, 1, 1, 40),
                new Conv2dShape(1, 12, 30, 40, 3, 3, 10, 28, 40, 1, 1, 0, 0, 1, 1, 40),
                new Conv2dShape(1, 12, 30, 18, 1, 1, 12, 30, 18, 1, 1, 0, 0, 1, 1, 18)).stream());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithPlainLoops(Conv2dShape shape) {
        var x = Native.random(Conv2dKernelsTest.inputs(shape), 1);
        var w = Native.random(Conv2dKernelsTest.weights(shape), 2);
        var dy = Native.random(Conv2dKernelsTest.outputs(shape), 3);
        var y = new double[(int) Conv2dKernelsTest.outputs(shape)];
        var dx = new double[(int) Conv2dKernelsTest.inputs(shape)];
        var dw = new double[(int) Conv2dKernelsTest.weights(shape)];
        Conv2dKernelsTest.plain(shape, Native.copy(x), Native.copy(w), Native.copy(dy), y, dx, dw);
        for (int threads = 1; threads <= 3; threads += 2) {
            var workers = Workers.of(threads);
            var actual = Native.uniform(y.length, 4, 9, 9);
            DepthwiseKernels.forward(workers, shape, x, w, actual);
            assertThat(Native.distance(actual, y)).as("forward").isLessThan(1e-6);
            actual = Native.uniform(dx.length, 4, 9, 9);
            DepthwiseKernels.inputGradient(workers, shape, dy, w, actual);
            assertThat(Native.distance(actual, dx)).as("input gradient").isLessThan(1e-6);
            actual = Native.uniform(dw.length, 4, 9, 9);
            DepthwiseKernels.weightGradient(workers, shape, x, dy, actual);
            assertThat(Native.distance(actual, dw)).as("weight gradient").isLessThan(1e-6);
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        var shape = new Conv2dShape(2, 40, 33, 29, 5, 5, 20, 17, 29, 2, 2, 1, 2, 1, 1, 29);
        var x = Native.random(Conv2dKernelsTest.inputs(shape), 1);
        var dy = Native.random(Conv2dKernelsTest.outputs(shape), 3);
        var one = Native.zeros(Conv2dKernelsTest.weights(shape));
        DepthwiseKernels.weightGradient(Workers.of(1), shape, x, dy, one);
        var five = Native.zeros(Conv2dKernelsTest.weights(shape));
        DepthwiseKernels.weightGradient(Workers.of(5), shape, x, dy, five);
        assertThat(five.mismatch(one)).isEqualTo(-1);
    }
}
