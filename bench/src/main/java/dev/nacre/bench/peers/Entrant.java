package dev.nacre.bench.peers;

import java.util.function.Supplier;

/**
 * Who runs a model, and which.
 *
 * @param start  starts the process; gives null where there is none
 * @param work   what it does
 * @param warmUp runs that do not count
 */
record Entrant(Supplier<Contender> start, Work work, int warmUp) {
    /** What is compiled while it runs needs a second run; what is planned in the first shows in the second. */
    private static final int OUR_WARM_UP = 2;
    private static final int PEER_WARM_UP = 1;

    static Entrant ours(Sides sides, Work work) {
        return new Entrant(sides::ours, work, OUR_WARM_UP);
    }

    static Entrant peer(Sides sides, Work work) {
        return new Entrant(() -> sides.peer(false), work, PEER_WARM_UP);
    }
}
