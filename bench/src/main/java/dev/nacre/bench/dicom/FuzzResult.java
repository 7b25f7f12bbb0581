package dev.nacre.bench.dicom;

/**
 * What a damaged file did.
 *
 * @param number of the case
 * @param sample which file was damaged
 * @param mutation how
 * @param outcome pixels, a sentence, or something that must not be
 * @param detail the sentence or the exception
 * @param seconds wall time
 * @param cpuSeconds of the thread
 * @param bytes that the thread allocated on the heap
 * @param byWorker whether a process of its own decoded, with a time limit of its own
 */
record FuzzResult(long number, String sample, Mutation mutation, Outcome outcome, String detail, double seconds,
        double cpuSeconds, long bytes, boolean byWorker) {
    /** How reading can end. */
    enum Outcome {
        /** Pixels, right or wrong. */
        PIXELS,
        /** A readable data set without pixels. */
        NO_PIXELS,
        /** A DicomException. */
        REFUSED,
        /** Anything else. */
        FAILED
    }
}
