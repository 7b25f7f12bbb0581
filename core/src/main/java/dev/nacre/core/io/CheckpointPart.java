package dev.nacre.core.io;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** The tensors of a checkpoint below one prefix, such as {@code model.} beside the optimiser's; a view. */
record CheckpointPart(Checkpoint whole, String prefix) implements Checkpoint {
    @Override
    public Path path() {
        return whole.path();
    }

    @Override
    public String format() {
        return whole.format();
    }

    @Override
    public Json.Fields description() {
        return whole.description();
    }

    @Override
    public Collection<StoredTensor> tensors() {
        return whole.tensors().stream().filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> tensor.named(tensor.name().substring(prefix.length()))).toList();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return whole.find(prefix + name).map(tensor -> tensor.named(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        return whole.bytes(prefix + name);
    }

    @Override
    public <R> R withBytes(String name, Function<MemorySegment, R> use) {
        return whole.withBytes(prefix + name, use);
    }

    @Override
    public void close() {
        // The whole belongs to whoever opened it.
    }
}
