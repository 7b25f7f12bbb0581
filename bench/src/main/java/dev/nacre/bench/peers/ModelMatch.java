package dev.nacre.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole networks in processes of their own: both are started, run once or twice uncounted, and then take turns; then
 * they say how much memory they have had, and end.
 *
 * @param effort how often
 */
record ModelMatch(Effort effort) {
    private static final double MEBIBYTE = 1 << 20;

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
    List<Row> rows(Sides sides, NamedModel model) {
        Result result = measure(Entrant.ours(sides, model.work()), Entrant.peer(sides, model.work()));
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(model.name(), "s", result.ours, result.peer, model.goal()));
        if (!Double.isNaN(model.memory())) {
            rows.add(new Row(model.name() + ", peak resident memory", "MiB", result.ourMemory / MEBIBYTE,
                    result.peerMemory / MEBIBYTE, model.memory()));
        }
        return rows;
    }

    Result measure(Entrant us, Entrant them) {
        Figures ours = new Figures();
        Figures theirs = new Figures();
        for (int process = 0; process < effort.processes(); process++) {
            try (Contender our = ours.process(us); Contender their = theirs.process(them)) {
                ours.warm(our, us);
                theirs.warm(their, them);
                for (int step = 0; step < effort.steps(); step++) {
                    ours.time(our);
                    theirs.time(their);
                }
                ours.memory(our);
                theirs.memory(their);
            }
        }
        return new Result(median(ours.seconds), median(theirs.seconds), median(ours.bytes), median(theirs.bytes));
    }

    /** What a side has shown; a process that is not there shows nothing. */
    private final class Figures {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();
        private boolean tooLong;

        Contender process(Entrant entrant) {
            return tooLong ? null : entrant.start().get();
        }

        void warm(Contender side, Entrant entrant) {
            if (side == null) {
                return;
            }
            side.prepare(entrant.work(), 1);
            double first = side.time(1)[0];
            tooLong = seconds.isEmpty() && first > effort.patience().model();
            if (tooLong) {
                seconds.add(first);
            } else if (entrant.warmUp() > 1) {
                side.time(entrant.warmUp() - 1);
            }
        }

        void time(Contender side) {
            if (side != null && !tooLong) {
                seconds.add(side.time(1)[0]);
            }
        }

        void memory(Contender side) {
            if (side != null) {
                bytes.add((double) side.memory());
            }
        }
    }

    private static double median(List<Double> values) {
        return values.isEmpty() ? Double.NaN
                : Row.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
