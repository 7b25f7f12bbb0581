package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.StateLoader;
import dev.nacre.nn.Module;
import java.util.Optional;

/**
 * What somebody's file turned out to be: a network of ours that its tensors fill. Nothing is read but names and sizes
 * until {@link #load()}.
 *
 * @param family  an identifier such as {@code mammo-clip}
 * @param title   for people, with sizes: "EfficientNet-B5 (timm)"
 * @param weights the state dict inside the file, open
 * @param names   how the file names the network's entries
 * @param model   the network, without values
 * @param licence what its publisher asks, where it restricts use
 */
public record PublishedModel<M extends Module>(String family, String title, Checkpoint weights, KeyTable names, M model,
        Optional<Licence> licence) {
    /** Without a licence that restricts use. */
    public PublishedModel(String family, String title, Checkpoint weights, KeyTable names, M model) {
        this(family, title, weights, names, model, Optional.empty());
    }

    /** What of the file fits the network; assigns nothing. */
    public LoadReport compare() {
        return StateLoader.compare(weights, model.state(), names);
    }

    /**
     * Fills the network.
     *
     * @return the network of this record
     * @throws CheckpointException if anything is missing, unexpected or of another size; nothing is then assigned
     */
    public M load() {
        StateLoader.load(weights, model.state(), names);
        return model;
    }
}
