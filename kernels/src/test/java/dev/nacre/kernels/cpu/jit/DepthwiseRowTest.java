package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Emitted rows of depthwise convolutions against plain loops, bit by bit. */
class DepthwiseRowTest {
    private static final int[] CHANNELS = {1, 7, 8, 9, 15, 16, 17, 31, 32, 40, 48, 63, 70};

    @BeforeAll
    static void machineCodeServes() {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
    }

    /** The sets of instructions that this processor has. */
    static List<InstructionSet> sets() {
        return Arrays.stream(InstructionSet.values())
                .filter(set -> set.compareTo(MachineCode.instructionSet()) <= 0).toList();
    }

    private static void check(InstructionSet set, int kernelHeight, int kernelWidth, int stride,
            BiConsumer<RowDefinition, RowValue> results) {
        for (int channels : CHANNELS) {
            for (int pixels : new int[] {0, 1, 2, 3, 5, 6, 7, 8, 15, 16, 29}) {
                check(set, DepthwiseRow.Shape.forward(kernelHeight, kernelWidth, stride, channels, channels + 3,
                        channels + 1, channels + 2), pixels, results);
            }
        }
    }

    private static MemorySegment random(Arena arena, long bytes, long seed) {
        var random = new SplittableRandom(seed);
        var memory = arena.allocate(bytes + 64, 64);
        for (long at = 0; at + 4 <= memory.byteSize(); at += 4) {
            memory.set(ValueLayout.JAVA_FLOAT, at, (float) random.nextDouble(-2, 2));
        }
        return memory;
    }

    private static void check(InstructionSet set, DepthwiseRow.Shape shape, int pixels,
            BiConsumer<RowDefinition, RowValue> results) {
        var kernel = DepthwiseRow.define(set, shape, results);
        var operands = kernel.definition().operands();
        var call = kernel.call();
        try (var arena = Arena.ofConfined()) {
            var rows = new ArrayList<float[]>();
            var memory = new MemorySegment[operands.size()];
            var expected = new MemorySegment[operands.size()];
            var strides = new long[operands.size()];
            long inputs = (pixels * (long) shape.step() + shape.columns()) * shape.inputPixel();
            long most = Math.max(shape.taps().stream().mapToLong(t -> t).max().orElse(0) + shape.channels(),
                    Math.max(inputs, pixels * shape.outputPixel()));
            for (int i = 0; i < operands.size(); i++) {
                memory[i] = random(arena, most * Float.BYTES, shape.channels() * 31L + pixels * 7L + i);
                expected[i] = arena.allocate(memory[i].byteSize()).copyFrom(memory[i]);
                strides[i] = shape.outputPixel() * operands.get(i).type().bytes();
                rows.add(memory[i].toArray(ValueLayout.JAVA_FLOAT));
                if (operands.get(i).kind() == RowDefinition.Kind.ROWS) {
                    call.rows(i, memory[i].address(), 0);
                } else {
                    call.channels(i, memory[i].address());
                }
            }
            call.run(pixels);
            new RowInterpreter(kernel.definition(), 1, (pixel, c) -> plain(shape, rows, (int) pixel, c), expected,
                    strides, null).run(pixels);
            for (int i = 0; i < operands.size(); i++) {
                assertThat(memory[i].mismatch(expected[i])).as(shape + ", operand " + i + ", pixels " + pixels)
                        .isEqualTo(-1);
            }
        }
    }

    private static float plain(DepthwiseRow.Shape shape, List<float[]> rows, int pixel, int c) {
        float[] weights = rows.get(shape.rows());
        float sum = 0;
        for (int row = 0; row < shape.rows(); row++) {
            for (int phase = 0; phase < shape.step(); phase++) {
                for (int column = phase; column < shape.columns(); column += shape.step()) {
                    int at = Math.toIntExact((pixel * shape.step() + column) * shape.inputPixel() + c);
                    int tap = Math.toIntExact(shape.taps().get(row * shape.columns() + column) + c);
                    sum = Math.fma(rows.get(row)[at], weights[tap], sum);
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("sets")
    void alone(InstructionSet set) {
        for (int stride = 1; stride <= 3; stride++) {
            check(set, 3, 3, stride, (p, y) -> p.store(DType.FLOAT32, y));
            check(set, 5, 5, stride, (p, y) -> p.store(DType.BFLOAT16, y));
        }
        check(set, 1, 4, 1, (p, y) -> p.store(DType.FLOAT32, y));
        check(set, 4, 1, 2, (p, y) -> p.store(DType.FLOAT32, y));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void activatedWithSums(InstructionSet set) {
        for (int kernel : new int[] {3, 5}) {
            for (int stride = 1; stride <= 2; stride++) {
                check(set, kernel, kernel, stride, (p, y) -> {
                    var activated = y.plus(p.channel()).silu();
                    p.store(DType.BFLOAT16, activated);
                    p.sum(activated);
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void withStatistics(InstructionSet set) {
        check(set, 5, 5, 1, (p, y) -> {
            p.store(DType.FLOAT32, y);
            var d = y.minus(p.channel());
            p.sum(d);
            p.sum(d.times(d));
        });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void pastTheCaches(InstructionSet set) {
        for (int channels : new int[] {16, 48, 64}) {
            for (int pixels : new int[] {0, 1, 3, 8, 29}) {
                check(set, DepthwiseRow.Shape.forward(3, 3, 1, channels, channels, channels + 16, channels), pixels,
                        (p, y) -> p.storePastCaches(DType.FLOAT32, y));
            }
        }
    }

    /** Stores past the caches need whole vectors; others are as usual, wherever they go. */
    @ParameterizedTest
    @MethodSource("sets")
    void pastTheCachesWhereItCannotBe(InstructionSet set) {
        check(set, 3, 3, 1, (p, y) -> p.storePastCaches(p.channels() % 8 == 0 ? DType.BFLOAT16 : DType.FLOAT32, y));
    }

    /** What is asked for meanwhile changes nothing, and need not be there. */
    @ParameterizedTest
    @MethodSource("sets")
    void askingAhead(InstructionSet set) {
        for (int channels : new int[] {5, 16, 40}) {
            for (int pixels : new int[] {0, 1, 7, 29}) {
                var shape = DepthwiseRow.Shape.forward(3, 3, 2, channels, channels, channels, channels);
                check(set, shape.asking(4), pixels, (p, y) -> p.store(DType.FLOAT32, y));
            }
        }
    }

    /** Each input pixel's gradient by its definition: over all taps, those that meet an output pixel. */
    @ParameterizedTest
    @MethodSource("sets")
    void gradientOfAnInputRow(InstructionSet set) {
        int channels = 5;
        for (int kernel : new int[] {3, 5}) {
            for (int stride = 1; stride <= 2; stride++) {
                for (int pad = 0; pad < kernel; pad++) {
                    gradient(set, kernel, stride, pad, channels);
                }
            }
        }
    }

    private static void gradient(InstructionSet set, int kernel, int stride, int pad, int channels) {
        int width = 11;
        int outputs = (width + 2 * pad - kernel) / stride + 1;
        int margin = kernel;
        try (var arena = Arena.ofConfined()) {
            // Cotangent [outputs, outputs] with zeros around, weights, and the gradient of the picture.
            int padded = outputs + 2 * margin + stride;
            var dy = arena.allocate((long) padded * padded * channels * Float.BYTES, 64);
            var random = new SplittableRandom(kernel + pad);
            for (int i = 0; i < outputs * outputs * channels; i++) {
                int pixel = i / channels;
                long at = ((long) (pixel / outputs + margin) * padded + pixel % outputs + margin) * channels
                        + i % channels;
                dy.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) random.nextDouble(-1, 1));
            }
            var w = random(arena, (long) kernel * kernel * channels * Float.BYTES, 5);
            var dx = arena.allocate((long) width * channels * Float.BYTES, 64);
            for (int h = 0; h < width; h++) {
                for (int phase = 0; phase < stride; phase++) {
                    int first = Math.floorMod(phase - pad, stride);
                    int pixels = Math.ceilDiv(width - first, stride);
                    var shape = DepthwiseRow.Shape.inputGradient(kernel, kernel, stride, stride, (h + pad) % stride,
                            phase, channels, channels, (long) stride * channels, channels);
                    var call = DepthwiseRow.define(set, shape, (p, y) -> p.store(DType.FLOAT32, y)).call();
                    for (int row = 0; row < shape.rows(); row++) {
                        int down = (h + pad) / stride - shape.rows() + 1 + row + margin;
                        int right = (first + pad) / stride - shape.columns() + 1 + margin;
                        boolean inside = down >= 0 && down < padded;
                        call.rows(row, dy.address() + ((long) (inside ? down : 0) * padded + right) * channels
                                * Float.BYTES, 0);
                    }
                    call.channels(shape.rows(), w.address());
                    call.rows(shape.rows() + 1, dx.address() + (long) first * channels * Float.BYTES, 0).run(pixels);
                }
                for (int x = 0; x < width * channels; x++) {
                    double expected = 0;
                    for (int tap = 0; tap < kernel * kernel; tap++) {
                        int down = h + pad - tap / kernel;
                        int right = x / channels + pad - tap % kernel;
                        boolean meets = down >= 0 && right >= 0 && down % stride == 0 && right % stride == 0
                                && down / stride < outputs && right / stride < outputs;
                        if (meets) {
                            expected += dy.getAtIndex(ValueLayout.JAVA_FLOAT, ((long) (down / stride + margin) * padded
                                    + right / stride + margin) * channels + x % channels)
                                    * (double) w.getAtIndex(ValueLayout.JAVA_FLOAT, tap * channels + x % channels);
                        }
                    }
                    assertThat(dx.getAtIndex(ValueLayout.JAVA_FLOAT, x)).as("kernel %d, stride %d, pad %d, row %d, %d",
                            kernel, stride, pad, h, x).isCloseTo((float) expected,
                            Offset.offset(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void gradientOfWeights(InstructionSet set) {
        for (int stride = 1; stride <= 4; stride++) {
            for (int channels : CHANNELS) {
                for (int pixels : new int[] {0, 1, 3, 4, 5, 13}) {
                    for (var type : List.of(DType.FLOAT32, DType.BFLOAT16)) {
                        weights(set, DepthwiseRow.Shape.forward(5, 5, stride, channels, channels + 3, channels + 1,
                                channels + 2), pixels, type);
                        weights(set, DepthwiseRow.Shape.forward(3, 3, stride, channels, channels, channels, channels),
                                pixels, type);
                        weights(set, DepthwiseRow.Shape.forward(7, 7, stride, channels, channels, channels, channels),
                                pixels, type);
                    }
                }
            }
        }
    }

    private static void weights(InstructionSet set, DepthwiseRow.Shape shape, int pixels, DType type) {
        try (var arena = Arena.ofConfined()) {
            var call = DepthwiseWeightRow.define(set, shape, type).call();
            var rows = new ArrayList<float[]>();
            for (int row = 0; row < shape.rows(); row++) {
                var x = random(arena, (pixels * (long) shape.step() + shape.columns()) * shape.inputPixel() * 4, row);
                rows.add(x.toArray(ValueLayout.JAVA_FLOAT));
                call.rows(row, x.address(), 0);
            }
            var dy = random(arena, pixels * shape.outputPixel() * Float.BYTES, 99);
            var sums = random(arena, (shape.taps().getLast() + shape.channels()) * Float.BYTES, 100);
            float[] expected = sums.toArray(ValueLayout.JAVA_FLOAT);
            call.rows(shape.rows(), dy.address(), 0).channels(shape.rows() + 1, sums.address()).run(pixels);
            for (int tap = 0; tap < shape.taps().size(); tap++) {
                for (int i = 0; i < pixels * shape.channels(); i++) {
                    int pixel = i / shape.channels();
                    int c = i % shape.channels();
                    int at = Math.toIntExact((pixel * shape.step() + tap % shape.columns()) * shape.inputPixel() + c);
                    int sum = Math.toIntExact(shape.taps().get(tap) + c);
                    expected[sum] = Math.fma(rows.get(tap / shape.columns())[at],
                            (float) type.get(dy, pixel * shape.outputPixel() + c), expected[sum]);
                }
            }
            assertThat(sums.toArray(ValueLayout.JAVA_FLOAT)).as(shape + ", pixels " + pixels).isEqualTo(expected);
        }
    }
}
