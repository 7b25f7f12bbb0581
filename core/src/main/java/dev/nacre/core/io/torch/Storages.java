package dev.nacre.core.io.torch;

import dev.nacre.core.io.file.StoredBytes;

/** Where a file keeps the storages that its pickle refers to by key. */
interface Storages {
    /**
     * The bytes of a storage, at least as many as wanted; nothing is read yet.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file has no such storage, or a shorter one
     */
    StoredBytes find(String key, long bytes);
}
