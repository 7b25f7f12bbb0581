package dev.nacre.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine can do on one core: fused multiply-adds in registers, and copying memory larger than its caches'
 * share.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class MachineBenchmark {
    /** Rounds of the loop of multiply-adds. */
    static final int ROUNDS = 20_000;
    /** Bytes copied; they are read once and written once. */
    public static final long COPIED = 64L << 20;
    private static final int CHAINS = 12;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private MemorySegment from;
    private MemorySegment to;

    /** For JMH. */
    public MachineBenchmark() {
    }

    /** Operations of one call of {@link #multiplyAdd}. */
    public static double flops() {
        return 2.0 * CHAINS * ROUNDS * FLOATS.length();
    }

    /** Touches the memory once, so that it exists. */
    @Setup(Level.Trial)
    public void prepare() {
        from = Arena.ofAuto().allocate(COPIED, 64).fill((byte) 1);
        to = Arena.ofAuto().allocate(COPIED, 64).fill((byte) 2);
    }

    /** Twelve independent chains hide the latency of each. */
    @Benchmark
    public float multiplyAdd() {
        var x = FloatVector.broadcast(FLOATS, 0.999f);
        var y = FloatVector.broadcast(FLOATS, 0.001f);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = x;
        FloatVector h = x;
        FloatVector i = x;
        FloatVector j = x;
        FloatVector k = x;
        FloatVector l = x;
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }

    /** One large copy by the runtime's own routine. */
    @Benchmark
    public void copy() {
        to.copyFrom(from);
    }
}
