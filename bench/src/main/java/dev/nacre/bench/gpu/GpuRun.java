package dev.nacre.bench.gpu;

import dev.nacre.bench.gpu.GpuCase.Limit;
import dev.nacre.bench.peers.Work;
import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.kernels.cuda.MissingKernelException;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.DeviceMemoryException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures one case after the other, our side first, then PyTorch, so that each has the device's memory for itself.
 * What cannot be measured is told in its line and does not end the run.
 */
final class GpuRun {
    private static final Set<String> LIMITING = Set.of(GpuWork.COPY, Work.PRODUCT);

    private final Device device;
    private final CudaBackend backend;
    private final PeerSide peer;
    private final Effort effort;
    private final long end;
    private final GpuWork works = new GpuWork();
    private final List<GpuRow> rows = new ArrayList<>();
    /** Networks that had no memory, by all but their batch. */
    private final Set<String> exhausted = new HashSet<>();
    private String broken = "";

    /**
     * On one device.
     *
     * @param peer    or null
     * @param seconds after which nothing new begins
     */
    GpuRun(Device device, CudaBackend backend, PeerSide peer, Effort effort, double seconds) {
        this.device = device;
        this.backend = backend;
        this.peer = peer;
        this.effort = effort;
        end = System.nanoTime() + (long) Math.min(seconds * 1e9, Long.MAX_VALUE / 4.0);
    }

    /** Whether no time is left. */
    boolean isOver() {
        return System.nanoTime() > end;
    }

    /** Measures a case; {@code each} is told of the line. */
    void measure(GpuCase one, Consumer<GpuRow> each) {
        GpuRow row;
        if (isOver()) {
            row = new GpuRow(one, Side.without("not measured: the time was over"), Side.ABSENT, Side.ABSENT);
        } else {
            Side ours = ours(one);
            backend.trim();
            Side eager = peer == null ? Side.ABSENT : peer.measure(one.work());
            Side compiled = peer == null || !one.isCompiled() || isOver() ? Side.ABSENT
                    : peer.measure(one.work().with("compiled", true));
            row = new GpuRow(one, ours, eager, compiled);
        }
        rows.add(row);
        each.accept(row);
    }

    /** Captured steps; nothing where a kernel has failed before, or no time is left. */
    List<HostTime> captured(CapturedSteps steps, String network, int width, int picture) {
        return isOver() || !broken.isEmpty() ? List.of() : device.run(() ->
                steps.measure(works, network, width, picture));
    }

    List<GpuRow> rows() {
        return rows;
    }

    /** The best that any side reached at copies and products in this run, amounts per second. */
    Map<Limit, Double> limits() {
        Map<Limit, Double> limits = new EnumMap<>(Limit.class);
        for (GpuRow row : rows) {
            if (LIMITING.contains(row.of().work().kind())) {
                for (Side side : List.of(row.ours(), row.eager())) {
                    if (side.isMeasured()) {
                        limits.merge(row.of().limit(), row.rate(side), Math::max);
                    }
                }
            }
        }
        return limits;
    }

    private Side ours(GpuCase one) {
        Work work = one.work();
        String group = work.kind().equals(Work.MODEL) ? one.name().replaceFirst(", batch \\d+$", "") : one.name();
        if (!broken.isEmpty()) {
            return Side.without("not measured: " + broken);
        }
        if (exhausted.contains(group)) {
            return Side.without("not tried: a smaller batch had no memory");
        }
        try {
            return work.type() == DType.BFLOAT16 && !work.kind().equals(Work.MODEL) ? faster(work)
                    : measured(work, works::of, "");
        } catch (MissingKernelException missing) {
            return Side.without("skipped: " + missing.getMessage());
        } catch (DeviceMemoryException full) {
            exhausted.add(group);
            return Side.without("out of memory: " + full.getMessage());
        } catch (CudaException failed) {
            broken = "a kernel failed before, and the device must be opened anew";
            return Side.without("failed: " + failed.getMessage());
        } catch (IllegalStateException | IllegalArgumentException mistake) {
            return Side.without("failed: " + mistake);
        }
    }

    /** Factors that the operation rounds, as in a network, or that lie rounded in memory. */
    private Side faster(Work work) {
        Side rounding = measured(work, works::rounding, "(float32 in memory, rounded by the operation)");
        try {
            Side rounded = measured(work, works::of, "");
            return rounded.seconds() < rounding.seconds() ? rounded : rounding;
        } catch (MissingKernelException none) {
            return rounding;
        }
    }

    private Side measured(Work work, Function<Work, Runnable> making, String remark) {
        long before = backend.memory().inUse();
        backend.restartPeak();
        Timing timing = device.run(() -> {
            try (Scope _ = Scope.open("inputs")) {
                Runnable run = making.apply(work);
                return CudaBackend.withKernelsAlone(() -> effort.measure(count -> seconds(run, count)));
            }
        });
        return new Side(timing, backend.memory().peak() - before, remark);
    }

    private double seconds(Runnable run, int count) {
        backend.synchronize();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Scope.run("run", run);
        }
        backend.synchronize();
        return (System.nanoTime() - start) * 1e-9 / count;
    }

    /** Gives the weights that were kept back. */
    void close() {
        works.close();
    }
}
