package dev.nacre.core.io;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A file seen under our names, without the tensors that we have no use for; a view. */
record RenamedCheckpoint(Checkpoint whole, Map<String, StoredTensor> theirs) implements Checkpoint {
    static RenamedCheckpoint of(Checkpoint whole, KeyTable table) {
        Map<String, StoredTensor> theirs = new LinkedHashMap<>();
        for (StoredTensor tensor : whole.tensors()) {
            table.ours(tensor.name()).ifPresent(ours -> theirs.putIfAbsent(ours, tensor));
        }
        return new RenamedCheckpoint(whole, theirs);
    }

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
        return theirs.entrySet().stream().map(entry -> entry.getValue().named(entry.getKey())).toList();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(theirs.get(name)).map(tensor -> tensor.named(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        tensor(name);
        return whole.bytes(theirs.get(name).name());
    }

    @Override
    public <R> R withBytes(String name, Function<MemorySegment, R> use) {
        tensor(name);
        return whole.withBytes(theirs.get(name).name(), use);
    }

    @Override
    public void close() {
        // The whole belongs to whoever opened it.
    }
}
