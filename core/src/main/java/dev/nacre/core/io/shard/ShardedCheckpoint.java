package dev.nacre.core.io.shard;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Several files as one: each tensor is read from the file that the index names. */
public final class ShardedCheckpoint implements Checkpoint {
    private final ShardIndex index;
    private final Map<String, Checkpoint> shards = new LinkedHashMap<>();
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private ShardedCheckpoint(ShardIndex index) {
        this.index = index;
    }

    /**
     * Reads an index and opens the files that it names.
     *
     * @param opener opens one file that is no index itself
     * @throws CheckpointException if the index is damaged, or a file is, or lacks a tensor that it should have
     */
    public static ShardedCheckpoint open(MappedFile file, Refusal refusal, Function<Path, Checkpoint> opener) {
        ShardedCheckpoint whole = new ShardedCheckpoint(ShardIndex.read(file, refusal));
        try {
            whole.openShards(opener, refusal);
        } catch (RuntimeException | Error unusable) {
            whole.close();
            throw unusable;
        }
        file.close();
        return whole;
    }

    private void openShards(Function<Path, Checkpoint> opener, Refusal refusal) {
        index.files().forEach(name -> shards.put(name, opener.apply(index.beside(name))));
        index.weightMap().forEach((tensor, file) -> tensors.put(tensor, shards.get(file).find(tensor).orElseThrow(() ->
                refusal.damaged("it says that " + Refusal.shown(file) + " holds the tensor " + Refusal.shown(tensor)
                        + ", which is not there"))));
    }

    @Override
    public Path path() {
        return index.path();
    }

    @Override
    public String format() {
        return shards.values().iterator().next().format() + " in " + shards.size()
                + (shards.size() == 1 ? " file" : " files");
    }

    /** What the index says beside the tensors; what its files say is theirs. */
    @Override
    public Json.Fields description() {
        return index.metadata();
    }

    /** All tensors, in the order of the index. */
    @Override
    public Collection<StoredTensor> tensors() {
        return Collections.unmodifiableCollection(tensors.values());
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        return shard(name).bytes(name);
    }

    @Override
    public <R> R withBytes(String name, Function<MemorySegment, R> use) {
        return shard(name).withBytes(name, use);
    }

    private Checkpoint shard(String name) {
        return shards.get(index.weightMap().get(tensor(name).name()));
    }

    @Override
    public void close() {
        shards.values().forEach(Checkpoint::close);
    }

    @Override
    public String toString() {
        return path() + " (" + tensors.size() + " tensors in " + shards.size() + " files)";
    }
}
