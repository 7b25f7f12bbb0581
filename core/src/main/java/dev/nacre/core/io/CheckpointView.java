package dev.nacre.core.io;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A checkpoint some of whose tensors are seen under other names. It belongs to whoever opened the whole. */
abstract class CheckpointView implements Checkpoint {
    private final Checkpoint whole;

    CheckpointView(Checkpoint whole) {
        this.whole = whole;
    }

    final Checkpoint whole() {
        return whole;
    }

    /** What the whole calls the tensor of that name, or nothing if this view has none. */
    abstract Optional<String> inWhole(String name);

    @Override
    public final Path path() {
        return whole.path();
    }

    @Override
    public final String format() {
        return whole.format();
    }

    @Override
    public final Json.Fields description() {
        return whole.description();
    }

    @Override
    public final Optional<StoredTensor> find(String name) {
        return inWhole(name).flatMap(whole::find).map(tensor -> tensor.named(name));
    }

    @Override
    public final MemorySegment bytes(String name) {
        return whole.bytes(theirs(name));
    }

    @Override
    public final <R> R withBytes(String name, Function<MemorySegment, R> use) {
        return whole.withBytes(theirs(name), use);
    }

    /** @throws CheckpointException if there is none, with names as they are seen here */
    private String theirs(String name) {
        return inWhole(tensor(name).name()).orElseThrow();
    }

    @Override
    public final void close() {
        // The whole is still in use.
    }
}
