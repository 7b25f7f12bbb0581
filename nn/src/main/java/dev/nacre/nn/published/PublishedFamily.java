package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import java.util.Optional;

/** A family of published weights that can be told from all others by names and sizes. */
public interface PublishedFamily {
    /**
     * The model that these tensors belong to, or nothing if they are of another family.
     *
     * @param weights a whole file, or the part of it that holds one state dict
     */
    Optional<? extends PublishedModel<?>> recognise(Checkpoint weights);
}
