package dev.nacre.bench.peers;

import dev.nacre.bench.chart.CurveChart;
import dev.nacre.bench.chart.CurveChart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the machine allows (Williams et al. 2009, "Roofline"), and where kernels are: operations a second over
 * operations a byte, both logarithmic.
 *
 * @param flops most float32 operations a second, fused multiply-adds in registers, all threads
 * @param tiles most bfloat16 operations a second, all threads; NaN where there are no tiles
 * @param bytes most bytes copied a second, read plus written, all threads
 */
record Roofline(double flops, double tiles, double bytes) {
    private static final double LEAST_INTENSITY = 0.1;
    private static final double MOST_INTENSITY = 2000;
    private static final double LEAST_SPEED = 1;
    private static final double MOST_SPEED = 10_000;
    private static final double GIGA = 1e9;

    /** One set of marks for each group, and rings for the peer. */
    CurveChart chart(List<Group> groups) {
        CurveChart chart = new CurveChart("Kernels beside the machine's limits",
                Scale.powers("operations a byte (inputs and outputs counted once)", LEAST_INTENSITY, MOST_INTENSITY),
                Scale.powers("GFLOP/s", LEAST_SPEED, MOST_SPEED));
        limit(chart, "float32 limit", flops);
        if (Double.isFinite(tiles)) {
            limit(chart, "bfloat16 limit", tiles);
        }
        List<KernelResult> all = new ArrayList<>();
        for (Group group : groups) {
            points(chart, group.name(), group.results(), KernelResult::ours, true);
            all.addAll(group.results());
        }
        points(chart, "peer, all", all.stream().filter(result -> Double.isFinite(result.row().peer())).toList(),
                KernelResult::peers, false);
        return chart;
    }

    private void limit(CurveChart chart, String name, double most) {
        chart.line(name, new double[] {LEAST_INTENSITY, most / bytes, MOST_INTENSITY},
                new double[] {LEAST_INTENSITY * bytes / GIGA, most / GIGA, most / GIGA});
    }

    /**
     * Kernels of one colour.
     *
     * @param name    short
     * @param results those with a number of operations
     */
    record Group(String name, List<KernelResult> results) {
    }

    private static void points(CurveChart chart, String name, List<KernelResult> results,
            ToDoubleFunction<KernelResult> speed, boolean filled) {
        chart.points(name, results.stream().mapToDouble(KernelResult::intensity).toArray(),
                results.stream().mapToDouble(result -> speed.applyAsDouble(result) / GIGA).toArray(), filled);
    }
}
