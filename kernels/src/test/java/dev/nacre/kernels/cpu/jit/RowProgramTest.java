package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emitted row programs against their interpreter, bit by bit, and their functions against double precision. */
class RowProgramTest {
    private static final float[] SPECIAL = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE,
        -Float.MAX_VALUE, 88.7f, 89f, -87.3f, -103.9f, -150f, 0.625f, 0.927734375f, 4f, 1.00390625f, 1.01171875f,
        Float.intBitsToFloat(0x7F800001), Float.intBitsToFloat(0xFFC12345), 3e-39f, 1e30f, -1e30f};

    @BeforeEach
    void machineCodeServes() {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
    }

    /** Every channel count to 70, several counts of rows, rows apart; all memory is compared, the gaps included. */
    private static void check(Consumer<RowDefinition> body) {
        for (int channels = 1; channels <= 70; channels++) {
            check(channels, channels % 10, body, true);
        }
        check(37, 9, body, false);
        check(64, 3, body, false);
        check(200, 2, body, true);
    }

    /** The sets of instructions that this processor has. */
    private static List<InstructionSet> sets() {
        return Arrays.stream(InstructionSet.values())
                .filter(set -> set.compareTo(MachineCode.instructionSet()) <= 0).toList();
    }

    private static void check(int channels, int rows, Consumer<RowDefinition> body, boolean bfloat16Instructions) {
        for (var set : sets()) {
            check(RowProgram.emit(set, channels, body,
                    bfloat16Instructions && set == InstructionSet.AVX512 && MachineCode.hasBfloat16()), rows);
        }
    }

    private static void check(RowProgram program, int rows) {
        int channels = program.definition().channels();
        var operands = program.definition().operands();
        try (var arena = Arena.ofConfined()) {
            var random = new SplittableRandom(channels * 100 + rows);
            var inputs = new MemorySegment[operands.size()];
            var expected = new MemorySegment[operands.size()];
            var strides = new long[operands.size()];
            var scalars = new float[operands.size()];
            var call = program.call();
            for (int i = 0; i < operands.size(); i++) {
                strides[i] = (channels + 3L) * operands.get(i).type().bytes();
                inputs[i] = arena.allocate(strides[i] * Math.max(rows, 1) + 64, 64);
                for (long at = 0; at + 4 <= inputs[i].byteSize(); at += 4) {
                    float number = random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : (float) random.nextDouble(-6, 6);
                    inputs[i].set(ValueLayout.JAVA_FLOAT, at, number);
                }
                scalars[i] = (float) random.nextDouble(-2, 2);
                expected[i] = arena.allocate(inputs[i].byteSize()).copyFrom(inputs[i]);
                switch (operands.get(i).kind()) {
                    case ROWS -> call.rows(i, inputs[i].address(), strides[i]);
                    case CHANNELS -> call.channels(i, inputs[i].address());
                    case NUMBERS -> call.numbers(i, inputs[i].address(), strides[i]);
                    case SCALAR -> call.scalar(i, scalars[i]);
                }
            }
            call.run(rows);
            new RowInterpreter(program, expected, strides, scalars).run(rows);
            for (int i = 0; i < operands.size(); i++) {
                compare(operands.get(i).type(), inputs[i], expected[i], channels + " channels, operand " + i);
            }
        }
    }

    @Test
    void resultsPastTheCaches() {
        for (int channels : new int[] {16, 48, 64, 80, 208}) {
            for (int rows : new int[] {0, 1, 7}) {
                for (var set : sets()) {
                    pastTheCaches(set, channels, rows);
                }
            }
        }
    }

    private static void pastTheCaches(InstructionSet set, int channels, int rows) {
        var program = RowProgram.define(set, channels, p ->
                p.storePastCaches(DType.FLOAT32, p.row(DType.FLOAT32).times(p.constant(3))));
        assertThat(program.definition().storesPastCaches()).isEqualTo(channels % set.lanes() == 0);
        long bytes = (long) channels * Float.BYTES;
        long stride = (bytes + 127) / 64 * 64;
        try (var arena = Arena.ofConfined()) {
            var x = arena.allocate(Math.max(rows, 1) * bytes, 64);
            for (int i = 0; i < rows * channels; i++) {
                x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i * 0.37f);
            }
            var y = arena.allocate((rows + 1) * stride, 64).fill((byte) 1);
            var expected = arena.allocate(y.byteSize()).copyFrom(y);
            for (int i = 0; i < rows * channels; i++) {
                expected.set(ValueLayout.JAVA_FLOAT, i / channels * stride + i % channels * Float.BYTES,
                        i * 0.37f * 3);
            }
            program.call().rows(0, x.address(), bytes).rows(1, y.address(), stride).run(rows);
            assertThat(y.mismatch(expected)).as(set + ", " + rows + " rows of " + channels).isEqualTo(-1);
        }
    }

    /** Operands end where a page does, behind which there is no memory: touching it would end the process. */
    @Test
    void memoryBehindTheLastChannelIsNotTouched() {
        long page = 4096;
        var operands = new MemorySegment[6];
        for (int i = 0; i < operands.length; i++) {
            var pages = SystemMemory.map(2 * page);
            SystemMemory.unmap(pages.address() + page, page);
            operands[i] = pages.asSlice(0, page);
        }
        for (var set : sets()) {
            for (int channels = 1; channels <= 70; channels++) {
                var call = RowProgram.define(set, channels, p -> {
                    p.stream();
                    var x = p.row(DType.FLOAT32);
                    var y = x.times(p.channel()).plus(p.row(DType.BFLOAT16));
                    p.store(DType.FLOAT32, y);
                    p.store(DType.BFLOAT16, y.minus(p.rowSum(x)));
                    p.sum(y);
                }).call();
                long floats = page - (long) channels * Float.BYTES;
                long words = page - (long) channels * Short.BYTES;
                call.rows(0, operands[0].address() + floats, 0).channels(1, operands[1].address() + floats)
                        .rows(2, operands[2].address() + words, 0).rows(3, operands[3].address() + floats, 0)
                        .rows(4, operands[4].address() + words, 0).channels(5, operands[5].address() + floats).run(2);
            }
        }
        for (var operand : operands) {
            assertThat(operand.mismatch(MemorySegment.ofArray(new byte[(int) page]))).isEqualTo(-1);
            SystemMemory.unmap(operand.address(), page);
        }
    }

    /** What sets of instructions lack is computed otherwise, to the same bits: the slow twin of the other set says. */
    @Test
    void functionsHaveTheSameBitsInEverySet() {
        List<UnaryOperator<RowValue>> functions = List.of(RowValue::exp, x -> x.exp().plus(x.times(1e30f)),
                RowValue::sigmoid, RowValue::silu, RowValue::tanh, RowValue::erf);
        var random = new SplittableRandom(3);
        float[] x = new float[20_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < SPECIAL.length ? SPECIAL[i] : i % 2 == 0 ? Float.intBitsToFloat(random.nextInt())
                    : (float) random.nextDouble(-110, 95);
        }
        for (int f = 0; f < functions.size(); f++) {
            var function = functions.get(f);
            for (var set : sets()) {
                float[] actual = values(set, function, x);
                for (var other : InstructionSet.values()) {
                    var definition = RowProgram.definition(other, x.length, p ->
                            p.store(DType.FLOAT32, function.apply(p.row(DType.FLOAT32))));
                    var expected = MemorySegment.ofArray(new float[x.length]);
                    new RowInterpreter(definition, 1, (_, _) -> 0,
                            new MemorySegment[] {MemorySegment.ofArray(x), expected}, new long[2], new float[2]).run(1);
                    for (int i = 0; i < x.length; i++) {
                        int bits = Float.floatToIntBits(expected.getAtIndex(ValueLayout.JAVA_FLOAT, i));
                        assertThat(Float.floatToIntBits(actual[i])).as("function %s of %s, %s and %s", f, x[i], set,
                                other).isEqualTo(bits);
                    }
                }
            }
        }
    }

    /** More values of whole rows than there are registers, with sums over rows beside them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 10, 20})
    void manyValuesOfWholeRows(int met) {
        check(p -> {
            var x = p.row(DType.FLOAT32).max(p.constant(-50)).min(p.constant(50));
            var y = p.row(DType.BFLOAT16).max(p.constant(-50)).min(p.constant(50));
            var number = p.number();
            RowValue sum = x;
            for (int i = 1; i <= met; i++) {
                sum = sum.plus(y.times(number.plus(p.scalar().times(1f / i)).minus(i)));
            }
            var mean = p.rowSum(sum).times(1f / 70);
            var d = sum.minus(mean);
            var scale = p.rowSum(d.times(d)).times(1f / 70).plus(1e-5f).rsqrt();
            var other = p.rowMaximum(d).times(scale).plus(mean);
            p.storeNumber(other.minus(p.rowSum(y)));
            p.store(DType.BFLOAT16, d.times(scale).minus(other));
            p.sum(d.times(scale));
        });
    }

    private static void compare(DType type, MemorySegment actual, MemorySegment expected, String what) {
        for (long at = 0; at + 4 <= actual.byteSize(); at += type.bytes()) {
            // Which NaN comes out of two is not said.
            float x = type == DType.FLOAT32 ? actual.get(ValueLayout.JAVA_FLOAT, at)
                    : Float.intBitsToFloat(actual.get(ValueLayout.JAVA_SHORT, at) << 16);
            float y = type == DType.FLOAT32 ? expected.get(ValueLayout.JAVA_FLOAT, at)
                    : Float.intBitsToFloat(expected.get(ValueLayout.JAVA_SHORT, at) << 16);
            if (Float.floatToIntBits(x) != Float.floatToIntBits(y)) {
                assertThat(x).as(what + ", byte " + at).isEqualTo(y);
            }
        }
    }

    @Test
    void arithmetic() {
        check(p -> {
            var x = p.row(DType.FLOAT32);
            var y = p.row(DType.BFLOAT16);
            var a = p.channel();
            var s = p.scalar();
            p.store(DType.FLOAT32, x.times(a).plus(y).minus(s.times(2f).times(x)).max(y.minus(3f)));
            p.store(DType.BFLOAT16, x.times(y).minus(a).min(x.abs()).negate().plus(x.times(x)));
            p.store(DType.FLOAT32, y.whereGreater(x, a.dividedBy(x), y.abs().sqrt()));
            p.store(DType.FLOAT32, p.constant(3));
        });
    }

    /** What is asked for early changes nothing, also where it lies behind the last row. */
    @Test
    void streams() {
        check(p -> {
            p.stream();
            var x = p.row(DType.FLOAT32);
            var y = p.row(DType.BFLOAT16);
            var e = p.keep(x.minus(p.rowMaximum(x)).exp());
            p.store(DType.FLOAT32, e.times(p.rowSum(e).reciprocal()).plus(y));
            p.store(DType.BFLOAT16, x.times(p.rowSum(y.times(x))));
            p.sum(y);
        });
    }

    @Test
    void numbersOfRows() {
        check(p -> {
            var x = p.row(DType.FLOAT32);
            var shift = p.number();
            var largest = p.rowMaximum(x.max(p.constant(-20))).plus(shift);
            var e = x.minus(largest).exp();
            p.store(DType.FLOAT32, e);
            p.storeNumber(p.rowSum(e).reciprocal());
            p.storeNumber(largest);
            p.storeNumber(shift.times(p.scalar()));
            p.storeNumber(p.constant(3));
        });
        check(p -> p.storeNumber(p.rowSum(p.row(DType.FLOAT32).times(p.row(DType.BFLOAT16)))));
    }

    @Test
    void conversions() {
        check(p -> p.store(DType.BFLOAT16, p.row(DType.FLOAT32)));
        check(p -> p.store(DType.FLOAT32, p.row(DType.BFLOAT16)));
    }

    @Test
    void sumsOverRows() {
        check(p -> {
            var d = p.row(DType.BFLOAT16).minus(p.channel());
            p.sum(d);
            p.sum(d.times(d));
        });
    }

    @Test
    void normaliseAndActivate() {
        check(p -> {
            var u = p.row(DType.BFLOAT16).times(p.channel()).plus(p.channel());
            p.store(DType.BFLOAT16, u.silu());
            p.sum(u);
        });
    }

    @Test
    void functions() {
        List<UnaryOperator<RowValue>> functions = List.of(RowValue::exp, RowValue::sigmoid, RowValue::silu,
                RowValue::tanh, RowValue::erf, RowValue::rsqrt, RowValue::reciprocal);
        for (var function : functions) {
            check(p -> p.store(DType.FLOAT32, function.apply(p.row(DType.FLOAT32))));
        }
    }

    @Test
    void valuesOfWholeRows() {
        check(p -> {
            var x = p.row(DType.FLOAT32).max(p.constant(-50)).min(p.constant(50));
            var mean = p.rowSum(x).times(1f / 70);
            var d = p.keep(x.minus(mean));
            var scale = p.rowSum(d.times(d)).times(1f / 70).plus(1e-5f).rsqrt();
            p.store(DType.FLOAT32, d.times(scale).times(p.channel()).plus(p.channel()));
            p.store(DType.BFLOAT16, scale);
            p.sum(d.times(scale));
        });
        check(p -> {
            var x = p.row(DType.BFLOAT16);
            var e = p.keep(x.minus(p.rowMaximum(x)).exp());
            p.store(DType.FLOAT32, e.times(p.rowSum(e).reciprocal()));
        });
    }

    @Test
    void functionsAreRight() {
        accurate(RowValue::exp, Math::exp, -87, 88, 1e-7);
        accurate(RowValue::sigmoid, x -> 1 / (1 + Math.exp(-x)), -86, 86, 2e-7);
        accurate(RowValue::silu, x -> x / (1 + Math.exp(-x)), -86, 86, 2e-7);
        accurate(RowValue::tanh, Math::tanh, -10, 10, 2e-7);
        accurate(RowValue::tanh, Math::tanh, -1e-3, 1e-3, 2e-7);
        accurate(RowValue::rsqrt, x -> 1 / Math.sqrt(x), 1e-3, 100, 1.2e-7);
        // The series for small arguments, and what a table gives beyond.
        accurate(RowValue::erf, x -> 2 / Math.sqrt(Math.PI) * (x - x * x * x / 3 + Math.pow(x, 5) / 10
                - Math.pow(x, 7) / 42 + Math.pow(x, 9) / 216 - Math.pow(x, 11) / 1320), -0.3, 0.3, 4e-7);
        assertThat(values(RowValue::erf, 0.5f, 1f, 2f, 3f, -1.5f, 5f, 0f)).usingComparatorWithPrecision(4e-7f)
                .containsExactly(0.5204998778f, 0.8427007929f, 0.9953222650f, 0.9999779095f, -0.9661051465f, 1f, 0f);
    }

    private static void accurate(UnaryOperator<RowValue> function, DoubleUnaryOperator truth, double low,
            double high, double bound) {
        float[] x = new float[100_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (low + (high - low) * i / x.length);
        }
        float[] y = values(function, x);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = truth.applyAsDouble(x[i]);
            worst = expected == 0 ? worst : Math.max(worst, Math.abs(y[i] / expected - 1));
        }
        assertThat(worst).isLessThan(bound);
    }

    private static float[] values(UnaryOperator<RowValue> function, float... x) {
        return values(MachineCode.instructionSet(), function, x);
    }

    private static float[] values(InstructionSet set, UnaryOperator<RowValue> function, float... x) {
        var program = RowProgram.define(set, x.length,
                p -> p.store(DType.FLOAT32, function.apply(p.row(DType.FLOAT32))));
        try (var arena = Arena.ofConfined()) {
            var in = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
            var out = arena.allocate(in.byteSize(), 64);
            program.call().rows(0, in.address(), 0).rows(1, out.address(), 0).run(1);
            return out.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    @Test
    void programsAreRemembered() {
        Consumer<RowDefinition> body = p -> p.store(DType.FLOAT32, p.row(DType.FLOAT32).exp());
        assertThat(RowProgram.define(20, body)).isSameAs(RowProgram.define(20, body))
                .isNotSameAs(RowProgram.define(21, body));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> RowProgram.define(0, p -> { })).hasMessageContaining("channels, not 0");
        assertThatThrownBy(() -> RowProgram.define(4, p -> p.row(DType.INT32))).hasMessageContaining("not INT32");
        var call = RowProgram.define(4, p -> p.sum(p.row(DType.FLOAT32))).call();
        assertThatThrownBy(() -> call.channels(0, 0)).hasMessageContaining("operand 0 is declared as ROWS");
    }
}
