package dev.nacre.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole networks in processes of their own: both are started, run once or twice uncounted, and then take turns; then
 * they say how much memory they have had, and end.
 *
 * @param sides  how they are started
 * @param effort how often
 */
record ModelMatch(Sides sides, Effort effort) {
    private static final double MEBIBYTE = 1 << 20;
    /** What is compiled while it runs needs a second run; what is planned in the first shows in the second. */
    private static final int OUR_WARM_UP = 2;
    private static final int PEER_WARM_UP = 1;

    /**
     * What was measured; NaN for a side that is not there.
     *
     * @param ours       seconds, median
     * @param peer       seconds, median
     * @param ourMemory  bytes resident at most, median over processes
     * @param peerMemory bytes resident at most, median over processes
     */
    record Result(double ours, double peer, double ourMemory, double peerMemory) {
    }

    /** The line of times, and that of memory if it has a goal. */
    List<Row> rows(NamedModel model) {
        Result result = measure(model.work());
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(model.name(), "s", result.ours, result.peer, model.goal()));
        if (!Double.isNaN(model.memory())) {
            rows.add(new Row(model.name() + ", peak resident memory", "MiB", result.ourMemory / MEBIBYTE,
                    result.peerMemory / MEBIBYTE, model.memory()));
        }
        return rows;
    }

    Result measure(Work work) {
        List<Double> ourTimes = new ArrayList<>();
        List<Double> peerTimes = new ArrayList<>();
        List<Double> ourMemory = new ArrayList<>();
        List<Double> peerMemory = new ArrayList<>();
        for (int process = 0; process < effort.processes(); process++) {
            try (Contender ours = sides.ours(); Contender peer = sides.peer(false)) {
                warm(ours, work, OUR_WARM_UP);
                warm(peer, work, PEER_WARM_UP);
                for (int step = 0; step < effort.steps(); step++) {
                    time(ours, ourTimes);
                    time(peer, peerTimes);
                }
                remember(ours, ourMemory);
                remember(peer, peerMemory);
            }
        }
        return new Result(median(ourTimes), median(peerTimes), median(ourMemory), median(peerMemory));
    }

    private static void warm(Contender side, Work work, int runs) {
        if (side != null) {
            side.prepare(work, 1);
            side.time(runs);
        }
    }

    private static void time(Contender side, List<Double> times) {
        if (side != null) {
            times.add(side.time(1)[0]);
        }
    }

    private static void remember(Contender side, List<Double> memory) {
        if (side != null) {
            memory.add((double) side.memory());
        }
    }

    private static double median(List<Double> values) {
        return values.isEmpty() ? Double.NaN
                : Row.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
