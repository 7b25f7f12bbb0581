package dev.nacre.bench.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.Primitive;
import dev.nacre.core.op.Spec;
import dev.nacre.kernels.cpu.CpuBackend;
import dev.nacre.kernels.cpu.Workers;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One call of the CPU backend, memory of the results included in the set-up: what a kernel itself takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class KernelBenchmark {
    /** The case; the report sets all. */
    @Param("matmul 1024")
    public String kernel;
    /** Threads of the kernels; 0 for all processors. */
    @Param("1")
    public int threads;

    private CpuBackend backend;
    private KernelCase benchmark;
    private List<Operand> inputs;
    private List<Operand> outputs;

    /** For JMH. */
    public KernelBenchmark() {
    }

    /** Fills the inputs with numbers between −1 and 1, or with indices. */
    @Setup(Level.Trial)
    public void prepare() {
        backend = new CpuBackend(Workers.of(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads));
        benchmark = KernelCases.named(kernel);
        inputs = operands(benchmark.inputs(), true);
        outputs = operands(benchmark.outputs(), false);
    }

    private List<Operand> operands(List<Spec> specs, boolean filled) {
        var operands = new ArrayList<Operand>();
        for (var spec : specs) {
            var storage = backend.allocate(spec.type(), spec.shape().elements());
            if (filled) {
                fill(spec, storage);
            }
            operands.add(new Operand(storage, Layout.contiguous(spec.shape())));
        }
        return operands;
    }

    private void fill(Spec spec, Storage storage) {
        var random = new SplittableRandom(7);
        long bytes = spec.shape().elements() * spec.type().bytes();
        try (var arena = Arena.ofConfined()) {
            var values = arena.allocate(bytes, 64);
            for (long i = 0; i < spec.shape().elements(); i++) {
                if (spec.type() == DType.FLOAT32) {
                    spec.type().set(values, i, random.nextDouble(-1, 1));
                } else {
                    spec.type().setLong(values, i, random.nextLong(benchmark.indices()));
                }
            }
            backend.upload(values, storage);
        }
    }

    /** The call. */
    @Benchmark
    public void run() {
        switch (benchmark.operation()) {
            case Primitive primitive -> backend.run(primitive, inputs, outputs);
            case Fused fused -> backend.run(fused, inputs, outputs);
            default -> throw new IllegalStateException(kernel + " is no work of a backend");
        }
    }
}
