package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Recompute;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet without its classifier (He et al. 2016): pictures {@code [batch, height, width, 3]} to vectors {@code [batch,
 * features]}. Names of the state dict are those of torchvision and timm ({@code layer1.0.conv1.weight}).
 */
public final class ResNet extends PyramidEncoder {
    private static final int COLOURS = 3;
    private static final int STEM_KERNEL = 7;
    private static final Window POOLING = Window.PLAIN.stride(2).padding(1);

    private final ResNetConfig config;
    private final Conv2d stem;
    private final BatchNorm2d stemNorm;
    private final List<List<ResidualBlock>> stages = new ArrayList<>();

    /** The network of this configuration. */
    public ResNet(ResNetConfig config) {
        this.config = config;
        stem = child("conv1", Conv2d.withoutBias(COLOURS, config.width(), STEM_KERNEL,
                Window.PLAIN.stride(2).padding(STEM_KERNEL / 2),
                Initialiser.normalByFanOut((long) STEM_KERNEL * STEM_KERNEL * config.width())));
        stemNorm = child("bn1", ResidualBlock.norm(config.width(), config));
        int in = config.width();
        for (int s = 0; s < ResNetConfig.STAGES; s++) {
            List<ResidualBlock> blocks = new ArrayList<>();
            for (int i = 0; i < config.blocks().get(s); i++) {
                blocks.add(child("layer" + (s + 1) + "." + i, new ResidualBlock(config, s, in, i == 0 && s > 0)));
                in = config.out(s);
            }
            stages.add(blocks);
        }
    }

    @Override
    public ResNet init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    public ResNetConfig config() {
        return config;
    }

    /** The last map pooled over all positions. */
    @Override
    protected Tensor compute(Tensor pictures, Pass pass) {
        Chain chain = Chain.from(pictures).then(x -> stem(x, pass)).then(ResNet::pooled);
        stages.forEach(blocks -> chain.then(x -> through(blocks, x, pass)));
        return chain.then(map -> map.mean(1, 2)).end();
    }

    @Override
    public List<Tensor> pyramid(Tensor pictures, Pass pass) {
        return runAll(pass, own -> {
            List<Tensor> maps = new ArrayList<>();
            maps.add(stem(pictures, own));
            Tensor x = pooled(maps.getFirst());
            for (List<ResidualBlock> blocks : stages) {
                x = through(blocks, x, own);
                maps.add(x);
            }
            return maps;
        });
    }

    private Tensor stem(Tensor pictures, Pass pass) {
        return Chain.from(pictures).then(stem, pass).then(stemNorm, pass).then(Tensor::relu).end();
    }

    private static Tensor pooled(Tensor x) {
        return MaxPool2d.of(x, 3, 3, POOLING);
    }

    private static Tensor through(List<ResidualBlock> blocks, Tensor start, Pass pass) {
        Chain chain = Chain.from(start);
        blocks.forEach(block -> chain.then(x -> pass.isRecomputing()
                ? Recompute.checkpoint(in -> List.of(block.forward(in.getFirst(), pass)), List.of(x)).getFirst()
                : block.forward(x, pass)));
        return chain.end();
    }
}
