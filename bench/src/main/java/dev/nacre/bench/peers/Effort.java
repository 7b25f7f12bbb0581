package dev.nacre.bench.peers;

/**
 * How long is measured.
 *
 * @param warmUp    seconds of uncounted runs of a kernel on our side, where code is compiled while it runs; the peer
 *                  has a quarter
 * @param rounds    turns of each side at a kernel
 * @param turn      seconds of a turn
 * @param processes how often a model is started on either side
 * @param steps     counted runs of a model in each process, in turns
 * @param patience  for which runs that take long are repeated
 */
record Effort(double warmUp, int rounds, double turn, int processes, int steps, Patience patience) {
    static final Effort QUICK = new Effort(0.4, 5, 0.04, 1, 3, new Patience(1, 30));
    static final Effort FULL = new Effort(1.5, 9, 0.1, 7, 1, new Patience(10, 120));

    /**
     * A side whose first run takes longer is not run again: what a first run has beside the work is little of it then.
     *
     * @param kernel seconds of one run
     * @param model  seconds of one run
     */
    record Patience(double kernel, double model) {
    }

    /** As many counted runs, all in one process. */
    Effort inOneProcess() {
        return new Effort(warmUp, rounds, turn, 1, processes * steps, patience);
    }
}
