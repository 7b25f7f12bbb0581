package dev.nacre.core.golden;

import dev.nacre.core.Shape;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.core.io.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Names and sizes without values, as other libraries list them for their models. */
public record ListedCheckpoint(Path path, Map<String, StoredTensor> listed) implements Checkpoint {
    /**
     * One list of a JSON object of lists, {@code {"model": {"name": [sizes]}}}, with its names changed.
     *
     * @param lists is closed
     */
    public static ListedCheckpoint of(InputStream lists, String model, UnaryOperator<String> rename)
            throws IOException {
        Map<String, StoredTensor> listed = new LinkedHashMap<>();
        try (lists) {
            Json.parse(new String(lists.readAllBytes(), StandardCharsets.UTF_8)).get(model).fields()
                    .forEach((name, sizes) -> {
                        String own = rename.apply(name);
                        listed.put(own, new StoredTensor(own, type(name),
                                Shape.of(sizes.items().stream().mapToLong(Json::whole).toArray())));
                    });
        }
        return new ListedCheckpoint(Path.of("listed"), listed);
    }

    private static StoredType type(String name) {
        return name.endsWith("num_batches_tracked") || name.endsWith("position_ids") ? StoredType.I64 : StoredType.F32;
    }

    /** The same names in a file of that path. */
    public ListedCheckpoint at(String file) {
        return new ListedCheckpoint(Path.of(file), listed);
    }

    /** The same names but one. */
    public ListedCheckpoint without(String name) {
        Map<String, StoredTensor> fewer = new LinkedHashMap<>(listed);
        fewer.remove(name);
        return new ListedCheckpoint(path, fewer);
    }

    @Override
    public String format() {
        return "listed";
    }

    @Override
    public Json.Fields description() {
        return Json.object();
    }

    @Override
    public Collection<StoredTensor> tensors() {
        return listed.values();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(listed.get(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        throw new UnsupportedOperationException("only names and sizes are listed");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
