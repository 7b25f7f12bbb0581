package dev.nacre.bench.fuzz;

/**
 * What a damaged file did.
 *
 * @param number     of the case
 * @param sample     which file was damaged
 * @param mutation   how
 * @param outcome    values, a sentence, or something that must not be
 * @param detail     the sentence or the exception
 * @param seconds    wall time
 * @param cpuSeconds of the thread
 * @param bytes      that the thread allocated on the heap
 * @param direct     bytes by which the memory of direct buffers grew meanwhile, those of other threads included
 * @param byWorker   whether a process of its own decoded, with a time limit of its own
 */
public record FuzzResult(long number, String sample, Mutation mutation, Outcome outcome, String detail, double seconds,
        double cpuSeconds, long bytes, long direct, boolean byWorker) {
    /** How reading can end. */
    public enum Outcome {
        /** What the file is read for, right or wrong. */
        READ,
        /** A readable file without it. */
        EMPTY,
        /** One sentence. */
        REFUSED,
        /** Anything else. */
        FAILED
    }

    /** The memory that counts: what was allocated, on the heap and beside it. */
    public long memory() {
        return bytes + direct;
    }

    /** The time that counts: of the thread, so that a busy machine does not; or the wall's, for another process. */
    public double limitedSeconds() {
        return byWorker ? seconds : cpuSeconds;
    }
}
