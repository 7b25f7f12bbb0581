package dev.nacre.core.io.file;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An open file whose tensors are views onto its bytes, whatever format said where they lie. */
public final class ViewCheckpoint implements Checkpoint {
    /** What strides of zero may add to a file: a hostile file of few bytes could otherwise ask for any memory. */
    private static final long MAX_REPEATED_BYTES = 64L << 20;

    private final MappedFile file;
    private final String format;
    private final Json.Fields description;
    private final Map<String, StridedView> views;
    private final List<StoredTensor> tensors;

    /**
     * Takes over the file, and closes it when it is closed itself.
     *
     * @param format for people
     * @param views  by name, in the order of the file
     * @throws CheckpointException if the tensors claim far more elements than the file holds
     */
    public ViewCheckpoint(MappedFile file, String format, Json.Fields description, Map<String, StridedView> views) {
        this.file = file;
        this.format = format;
        this.description = description;
        this.views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
        this.tensors = views.entrySet().stream().map(entry -> tensor(entry.getKey(), entry.getValue())).toList();
        requireBytes();
    }

    private void requireBytes() {
        long repeated = 0;
        for (Map.Entry<String, StridedView> view : views.entrySet()) {
            repeated = Math.min(Long.MAX_VALUE - MAX_REPEATED_BYTES, repeated)
                    + Math.min(MAX_REPEATED_BYTES + 1, view.getValue().repeatedBytes());
            if (repeated > MAX_REPEATED_BYTES) {
                throw new CheckpointException("Tensor " + Refusal.shown(view.getKey()) + " of " + path() + " has the"
                        + " shape " + view.getValue().shape() + ", far more than the file holds, by repeating elements;"
                        + " save a smaller tensor.");
            }
        }
    }

    private static StoredTensor tensor(String name, StridedView view) {
        return new StoredTensor(name, view.type(), view.shape());
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Json.Fields description() {
        return description;
    }

    @Override
    public Collection<StoredTensor> tensors() {
        return tensors;
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(views.get(name)).map(view -> tensor(name, view));
    }

    @Override
    public MemorySegment bytes(String name) {
        try {
            return view(name).elements();
        } catch (ViewException impossible) {
            throw unreadable(name, impossible);
        }
    }

    @Override
    public <R> R withBytes(String name, Function<MemorySegment, R> use) {
        try {
            return view(name).briefly(use);
        } catch (ViewException impossible) {
            throw unreadable(name, impossible);
        }
    }

    private StridedView view(String name) {
        return views.get(tensor(name).name());
    }

    private CheckpointException unreadable(String name, ViewException why) {
        return new CheckpointException(
                "Tensor " + Refusal.shown(name) + " of " + path() + " cannot be read: " + why.getMessage() + ".", why);
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return path() + " (" + tensors.size() + " tensors)";
    }
}
