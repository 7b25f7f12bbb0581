package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.EfficientNet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that lukemelas' EfficientNet-PyTorch released ({@code efficientnet-b5-b6417697.pth}), whose names are ours.
 * Also the encoder inside other files that took these names over.
 */
public final class EfficientNetRelease implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("an EfficientNet release file", Map.of(), List.of())
            .ignoring("_fc\\..*");

    /** Stateless. */
    public EfficientNetRelease() {
    }

    @Override
    public Optional<PublishedModel<EfficientNet>> recognise(Checkpoint weights) {
        return of(weights).map(size -> new PublishedModel<>("efficientnet",
                "EfficientNet-" + size + " (lukemelas' names)", weights, NAMES, new EfficientNet(size.config())));
    }

    /** The size of the encoder with these names, or nothing if there is none of a published size. */
    public static Optional<EfficientNetSize> of(Checkpoint weights) {
        int blocks = 0;
        while (weights.find("_blocks." + blocks + "._depthwise_conv.weight").isPresent()) {
            blocks++;
        }
        return weights.find("_conv_stem.weight").isPresent()
                ? EfficientNetSize.of(weights, "_conv_head.weight", blocks) : Optional.empty();
    }
}
