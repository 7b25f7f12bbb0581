package dev.nacre.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * Kernels in turns: some runs on our side, some on the other, over and over, each run on other inputs than the one
 * before, and of all runs of a side the median.
 *
 * @param ours   our side
 * @param peer   the other, or null
 * @param effort how long
 */
record KernelMatch(Contender ours, Contender peer, Effort effort) {
    /** Inputs in turn are together larger than any cache that belongs to a core. */
    private static final long ROTATED_BYTES = 64L << 20;
    private static final int MOST_SETS = 16;
    private static final int MOST_CALLS = 10_000;
    private static final double PEER_SHARE = 0.25;

    /** Milliseconds of a run on either side. */
    Row row(NamedWork named, double goal) {
        int sets = Math.clamp(Math.ceilDiv(ROTATED_BYTES, named.bytes()), 2, MOST_SETS);
        Side us = new Side(ours);
        us.ready(named.work(), sets, effort.warmUp());
        Side them = new Side(peer);
        them.ready(named.work(), sets, PEER_SHARE * effort.warmUp());
        for (int round = 0; round < effort.rounds(); round++) {
            us.turn();
            them.turn();
        }
        us.release();
        them.release();
        return new Row(named.name(), "ms", us.milliseconds(), them.milliseconds(), goal);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** One of the two; null in place of a process for one that is not there. */
    private final class Side {
        private final Contender process;
        private final List<Double> counted = new ArrayList<>();
        private int calls;

        Side(Contender process) {
            this.process = process;
        }

        /** Prepared and warm, with as many runs as make a turn; none where the first one took too long. */
        void ready(Work work, int sets, double warmUp) {
            if (process == null) {
                return;
            }
            process.prepare(work, sets);
            double spent = process.time(1)[0];
            if (spent > effort.patience().kernel()) {
                counted.add(spent);
                return;
            }
            int some = 1;
            while (spent < warmUp) {
                double seconds = sum(process.time(some));
                spent += seconds;
                some = calls(seconds / some, warmUp / 4);
            }
            calls = calls(sum(process.time(some)) / some, effort.turn());
        }

        private static int calls(double secondsOfOne, double seconds) {
            return Math.clamp(Math.round(seconds / secondsOfOne), 1, MOST_CALLS);
        }

        void turn() {
            if (calls > 0) {
                for (double seconds : process.time(calls)) {
                    counted.add(seconds);
                }
            }
        }

        void release() {
            if (process != null) {
                process.release();
            }
        }

        double milliseconds() {
            return counted.isEmpty() ? Double.NaN
                    : 1e3 * Row.median(counted.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
