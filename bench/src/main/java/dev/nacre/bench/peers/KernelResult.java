package dev.nacre.bench.peers;

/**
 * What a kernel took.
 *
 * @param work what was done
 * @param row  milliseconds on either side
 */
record KernelResult(NamedWork work, Row row) {
    /** Operations a byte. */
    double intensity() {
        return (double) work.flops() / work.bytes();
    }

    /** Our operations a second. */
    double ours() {
        return work.flops() / (row.ours() * 1e-3);
    }

    /** The peer's operations a second. */
    double peers() {
        return work.flops() / (row.peer() * 1e-3);
    }
}
