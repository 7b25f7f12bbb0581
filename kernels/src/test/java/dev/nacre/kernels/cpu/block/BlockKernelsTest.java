package dev.nacre.kernels.cpu.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ActivatedDepthwise;
import dev.nacre.core.op.ExpandedDepthwise;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.FusedGradient;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.core.op.ScaledProjection;
import dev.nacre.core.op.Spec;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cpu.CpuProvider;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.MachineCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The block kernels against their decompositions, in both precisions, and the same bits on any number of threads. */
class BlockKernelsTest {
    private final Key key = Key.of(5);

    @BeforeEach
    void machineCodeServes() {
        assumeTrue(CpuProvider.machineCode(), "machine code does not serve here");
    }

    /** Sizes with remainders everywhere; several blocks of channels; a few pixels only in a row. */
    private record Size(int pictures, int height, int width, int in, int wide, int kernel, int stride, int out) {
        Window window() {
            return Window.same(height, width, kernel, stride).groups(wide);
        }
    }

    private record Case(String name, Precision precision, Fused op, List<Tensor> inputs, int statistics) {
        @Override
        public String toString() {
            return name + " in " + precision;
        }
    }

    static Stream<Case> cases() {
        var sizes = List.of(new Size(1, 23, 19, 11, 37, 3, 1, 13), new Size(2, 22, 17, 8, 48, 5, 2, 24),
                new Size(3, 15, 5, 16, 16, 3, 2, 16), new Size(1, 9, 300, 24, 400, 5, 1, 40));
        return Stream.of(Precision.values()).flatMap(precision -> sizes.stream().flatMap(size ->
                new BlockKernelsTest().cases(size, precision).stream()));
    }

    private Tensor random(String name, double scale, long... sizes) {
        return Tensor.randn(key.child(name), sizes).mul(scale);
    }

    private List<Case> cases(Size size, Precision precision) {
        long wide = size.wide;
        var x = random("x", 1, size.pictures, size.height, size.width, size.in).add(0.5);
        var depthwise = random("depthwise", 0.3, size.kernel, size.kernel, 1, wide);
        var widening = random("widening", 0.3, size.in, wide);
        var ones = random("weight", 0.2, wide).add(1);
        var bias = random("bias", 0.2, wide);
        var cases = new ArrayList<Case>();
        var name = size.toString();
        cases.add(new Case("expanded " + name, precision, new ExpandedDepthwise(size.window(), 1e-3, precision),
                List.of(x, depthwise, widening, ones, bias), 6));
        cases.add(new Case("activated " + name, precision, new ActivatedDepthwise(size.window(), precision),
                List.of(x, depthwise, ones, widening, bias), 0));
        var z = random("z", 1, size.pictures, size.height, size.width, wide).add(0.3).to(stored(precision));
        var rows = z.to(DType.FLOAT32).reshape(-1, wide);
        var mean = rows.mean(0);
        cases.add(new Case("gated " + name, precision, new GatedProjection(1e-3, precision), List.of(z, mean,
                rows.sub(mean).square().mean(0), ones, bias, random("reduce", 0.3, wide, 5), random("rb", 1, 5),
                random("expand", 0.3, 5, wide), random("eb", 1, wide), random("project", 0.3, wide, size.out)), 1));
        cases.add(new Case("scaled " + name, precision, new ScaledProjection(precision), List.of(z,
                random("gate", 1, size.pictures, wide).sigmoid(), random("project", 0.3, wide, size.out),
                random("pb", 1, size.out), random("r", 1, size.pictures, size.height, size.width, size.out)), 0));
        if (size.in == size.wide) {
            cases.add(new Case("plain " + name, precision, new ExpandedDepthwise(size.window(), 0, precision),
                    List.of(x, depthwise), 2));
            cases.add(new Case("plain activated " + name, precision, new ActivatedDepthwise(size.window(), precision),
                    List.of(x, depthwise, bias), 0));
        }
        return cases;
    }

    private static DType stored(Precision precision) {
        return precision == Precision.FLOAT32 ? DType.FLOAT32 : DType.BFLOAT16;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheDecomposition(Case each) {
        compare(each.precision, each.op, each.inputs, each.precision == Precision.FLOAT32 ? 3e-6 : 1.5e-2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativeEqualsThatOfTheDecomposition(Case each) {
        if (each.op instanceof ActivatedDepthwise || each.op instanceof ScaledProjection) {
            return;
        }
        var outputs = each.op.decompose(each.inputs);
        var inputs = new ArrayList<>(each.inputs);
        inputs.addAll(outputs.subList(1, 1 + each.statistics));
        var z = outputs.getFirst();
        inputs.add(random("cotangent", 1, z.shape().sizes()).to(z.type()));
        compare(each.precision, new FusedGradient(each.op, each.inputs.size(), 1), inputs,
                each.precision == Precision.FLOAT32 ? 1e-5 : 4e-2);
    }

    private static void compare(Precision precision, Fused op, List<Tensor> inputs, double tolerance) {
        assumeTrue(precision == Precision.FLOAT32 || MachineCode.hasTiles(), "the processor has no tiles");
        var operands = inputs.stream().map(x -> x.contiguous().operand()).toList();
        assertThat(BlockDispatch.serves(op, operands)).isTrue();
        var specs = op.outputs(inputs.stream().map(Tensor::spec).toList());
        var expected = op.decompose(inputs);
        List<byte[]> first = null;
        for (int threads : List.of(1, 2, 3, 7)) {
            var outputs = specs.stream().map(BlockKernelsTest::room).toList();
            BlockDispatch.run(Workers.of(threads), op, operands, outputs);
            var bytes = outputs.stream().map(BlockKernelsTest::bytes).toList();
            if (first == null) {
                first = bytes;
                for (int i = 0; i < specs.size(); i++) {
                    assertThat(distance(values(outputs.get(i)), expected.get(i).toDoubles()))
                            .as("%s in %s, output %d", op.name(), precision, i).isLessThan(tolerance);
                }
            }
            for (int i = 0; i < bytes.size(); i++) {
                assertThat(bytes.get(i)).as("output %d on %d threads", i, threads).isEqualTo(first.get(i));
            }
        }
    }

    private static Operand room(Spec spec) {
        var storage = NativeStorage.allocate(spec.type(), spec.shape().elements());
        storage.segment().fill((byte) 0x7F);
        return new Operand(storage, Layout.contiguous(spec.shape()));
    }

    private static MemorySegment memory(Operand operand) {
        return ((NativeStorage) operand.storage()).segment();
    }

    private static byte[] bytes(Operand operand) {
        return memory(operand).toArray(ValueLayout.JAVA_BYTE);
    }

    private static double[] values(Operand operand) {
        double[] values = new double[(int) operand.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operand.type().get(memory(operand), i);
        }
        return values;
    }

    private static double distance(double[] actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return error == 0 ? 0 : Math.sqrt(error / norm);
    }
}
