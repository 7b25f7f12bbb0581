package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.nn.model.ResNet;
import dev.nacre.nn.model.ResNetConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ResNet as torchvision and timm name it, which is how we do, with plain blocks: {@code resnet18} to {@code
 * resnet152}. Wider and grouped blocks, other stems and gates have other entries or sizes, which loading reports.
 * Blurred pooling ({@code resnetblur50}) has not, and cannot be told apart.
 */
public final class TorchvisionResNet implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("torchvision's ResNet", Map.of(), List.of())
            .ignoring("fc\\..*");
    private static final double MOMENTUM = 0.1;
    private static final int STAGES = 4;

    /** Stateless. */
    public TorchvisionResNet() {
    }

    @Override
    public Optional<PublishedModel<ResNet>> recognise(Checkpoint weights) {
        return config(weights).map(config -> new PublishedModel<>("resnet", title(config), weights, NAMES,
                new ResNet(config)));
    }

    private static Optional<ResNetConfig> config(Checkpoint weights) {
        Optional<StoredTensor> stem = weights.find("conv1.weight").filter(first -> first.shape().rank() == 4
                && first.shape().size(0) > 0 && first.shape().size(0) <= Short.MAX_VALUE);
        if (stem.isEmpty() || weights.find("bn1.running_var").isEmpty()) {
            return Optional.empty();
        }
        List<Integer> blocks = new ArrayList<>();
        for (int stage = 1; stage <= STAGES; stage++) {
            int count = 0;
            while (weights.find("layer" + stage + "." + count + ".conv1.weight").isPresent()) {
                count++;
            }
            if (count == 0) {
                return Optional.empty();
            }
            blocks.add(count);
        }
        ResNetConfig.Block block = weights.find("layer1.0.conv3.weight").isPresent() ? ResNetConfig.Block.BOTTLENECK
                : ResNetConfig.Block.BASIC;
        return Optional.of(new ResNetConfig(block, blocks, (int) stem.get().shape().size(0), MOMENTUM));
    }

    private static String title(ResNetConfig config) {
        int perBlock = config.block() == ResNetConfig.Block.BASIC ? 2 : 3;
        int layers = 2 + perBlock * config.blocks().stream().mapToInt(Integer::intValue).sum();
        return "ResNet-" + layers + " (torchvision's and timm's names)";
    }
}
