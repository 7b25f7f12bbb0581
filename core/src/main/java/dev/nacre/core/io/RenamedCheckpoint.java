package dev.nacre.core.io;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A checkpoint under our names, without the tensors that we have no use for. */
final class RenamedCheckpoint extends CheckpointView {
    private final Map<String, StoredTensor> byOurNames = new LinkedHashMap<>();

    RenamedCheckpoint(Checkpoint whole, KeyTable table) {
        super(whole);
        for (StoredTensor tensor : whole.tensors()) {
            table.ours(tensor.name()).ifPresent(ours -> byOurNames.putIfAbsent(ours, tensor));
        }
    }

    @Override
    Optional<String> inWhole(String name) {
        return Optional.ofNullable(byOurNames.get(name)).map(StoredTensor::name);
    }

    @Override
    public Collection<StoredTensor> tensors() {
        return byOurNames.entrySet().stream().map(entry -> entry.getValue().named(entry.getKey())).toList();
    }
}
