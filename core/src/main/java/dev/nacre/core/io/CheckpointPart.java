package dev.nacre.core.io;

import java.util.Collection;
import java.util.Optional;

/** The tensors of a checkpoint below one prefix, such as {@code model.} beside the optimiser's. */
final class CheckpointPart extends CheckpointView {
    private final String prefix;

    CheckpointPart(Checkpoint whole, String prefix) {
        super(whole);
        this.prefix = prefix;
    }

    @Override
    Optional<String> inWhole(String name) {
        return Optional.of(prefix + name);
    }

    @Override
    public Collection<StoredTensor> tensors() {
        return whole().tensors().stream().filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> tensor.named(tensor.name().substring(prefix.length()))).toList();
    }
}
