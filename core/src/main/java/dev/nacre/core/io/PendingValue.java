package dev.nacre.core.io;

import dev.nacre.core.Tensor;

/** A value that a file still holds, for one entry of a model. The file stays open until all of these are settled. */
public interface PendingValue {
    /**
     * Reads it, in the entry's type and order of dimensions; it is settled unless this throws.
     *
     * @return a handle in no scope, which belongs to the caller
     * @throws CheckpointException if the file was written to since it was opened
     */
    Tensor take();

    /** Settles it unread. */
    void drop();
}
