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
        int ourCalls = ready(ours, named.work(), sets, effort.warmUp());
        int peerCalls = peer == null ? 0 : ready(peer, named.work(), sets, PEER_SHARE * effort.warmUp());
        List<Double> ourTimes = new ArrayList<>();
        List<Double> peerTimes = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            add(ourTimes, ours.time(ourCalls));
            if (peer != null) {
                add(peerTimes, peer.time(peerCalls));
            }
        }
        ours.release();
        if (peer != null) {
            peer.release();
        }
        return new Row(named.name(), "ms", milliseconds(ourTimes), milliseconds(peerTimes), goal);
    }

    /** Prepared and warm; says how many runs make a turn. */
    private int ready(Contender side, Work work, int sets, double warmUp) {
        side.prepare(work, sets);
        double spent = sum(side.time(2));
        int calls = 1;
        while (spent < warmUp) {
            double seconds = sum(side.time(calls));
            spent += seconds;
            calls = calls(seconds / calls, warmUp / 4);
        }
        return calls(sum(side.time(calls)) / calls, effort.turn());
    }

    private static int calls(double secondsOfOne, double seconds) {
        return Math.clamp(Math.round(seconds / secondsOfOne), 1, MOST_CALLS);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static void add(List<Double> all, double[] values) {
        for (double value : values) {
            all.add(value);
        }
    }

    private static double milliseconds(List<Double> seconds) {
        return seconds.isEmpty() ? Double.NaN
                : 1e3 * Row.median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
