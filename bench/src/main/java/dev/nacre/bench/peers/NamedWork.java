package dev.nacre.bench.peers;

/**
 * A kernel's line of the table.
 *
 * @param name  what the table says
 * @param work  what is done
 * @param bytes of inputs and outputs, each counted once
 * @param flops of its arithmetic
 * @param quick whether a quick run has it too
 */
record NamedWork(String name, Work work, long bytes, long flops, boolean quick) {
}
