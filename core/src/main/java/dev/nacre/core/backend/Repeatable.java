package dev.nacre.core.backend;

/**
 * Work of a device that was noted once and is done again by one call, on the same memory. Holds the memory that it
 * writes, and what it reads, until it is closed. For one thread at a time.
 */
public interface Repeatable extends AutoCloseable {
    /**
     * Does it again, behind everything asked for before.
     *
     * @throws IllegalStateException after it was closed
     */
    void replay();

    @Override
    void close();
}
