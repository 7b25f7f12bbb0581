package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Recompute;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet without its classifier (Tan and Le 2019): pictures {@code [batch, height, width, 3]} to vectors
 * {@code [batch, features]}. Names of the state dict are those of lukemelas' EfficientNet-PyTorch
 * ({@code _blocks.3._depthwise_conv.weight}).
 */
public final class EfficientNet extends PyramidEncoder {
    private static final int COLOURS = 3;

    private final EfficientNetConfig config;
    private final Conv2d stem;
    private final BatchNorm2d stemNorm;
    private final List<InvertedBottleneck> blocks = new ArrayList<>();
    private final Conv2d head;
    private final BatchNorm2d headNorm;
    private final Dropout dropout;

    /** The network of this configuration. */
    public EfficientNet(EfficientNetConfig config) {
        this.config = config;
        EfficientNetConfig.Plan plan = config.plan();
        stem = child("_conv_stem", config.convolution(COLOURS, plan.stem(), 3, plan.window(),
                Initialiser.normalByFanOut(9L * plan.stem())));
        stemNorm = child("_bn0", norm(plan.stem()));
        for (EfficientNetConfig.Block block : plan.blocks()) {
            blocks.add(child("_blocks." + blocks.size(), new InvertedBottleneck(block, config)));
        }
        head = child("_conv_head", Conv2d.withoutBias(plan.blocks().getLast().out(), plan.features(), 1, Window.PLAIN,
                Initialiser.normalByFanOut(plan.features())));
        headNorm = child("_bn1", norm(plan.features()));
        dropout = child("_dropout", new Dropout(config.dropout()));
    }

    private BatchNorm2d norm(int channels) {
        return new BatchNorm2d(channels, config.batchNormEpsilon(), config.batchNormMomentum());
    }

    @Override
    public EfficientNet init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    public EfficientNetConfig config() {
        return config;
    }

    /** The map pooled over all positions, with dropout in training. */
    @Override
    protected Tensor compute(Tensor pictures, Pass pass) {
        return dropout.forward(map(pictures, pass).mean(1, 2), pass);
    }

    /** The last map, {@code [batch, ⌈height / 32⌉, ⌈width / 32⌉, features]} or nearly so. */
    public Tensor features(Tensor pictures, Pass pass) {
        return run(pass, own -> map(pictures, own));
    }

    /** The results after the stem, after each of the seven stages, and the last map: nine tensors. */
    public List<Tensor> stages(Tensor pictures, Pass pass) {
        return runAll(pass, own -> {
            List<Tensor> results = new ArrayList<>();
            Tensor x = stem(pictures, own);
            for (InvertedBottleneck block : blocks) {
                if (block.stage() > results.size()) {
                    results.add(x);
                }
                x = through(block, x, own);
            }
            results.add(x);
            results.add(head(x, own));
            return results;
        });
    }

    /** The last map of each resolution; the very last one is that of {@link #features}. */
    @Override
    public List<Tensor> pyramid(Tensor pictures, Pass pass) {
        return runAll(pass, own -> {
            List<Tensor> maps = new ArrayList<>();
            Chain chain = Chain.from(pictures).then(x -> stem(x, own));
            for (InvertedBottleneck block : blocks) {
                if (block.halves()) {
                    maps.add(chain.end());
                    chain = Chain.from(chain.end());
                }
                chain.then(x -> through(block, x, own));
            }
            maps.add(chain.then(x -> head(x, own)).end());
            return maps;
        });
    }

    /**
     * What feature pyramids start from: the maps after some blocks, and the last map.
     *
     * @param after numbers of the blocks, from 0, rising
     */
    public List<Tensor> taps(Tensor pictures, List<Integer> after, Pass pass) {
        return runAll(pass, own -> {
            List<Tensor> maps = new ArrayList<>();
            Chain chain = Chain.from(pictures).then(x -> stem(x, own));
            for (int number = 0; number < blocks.size(); number++) {
                InvertedBottleneck block = blocks.get(number);
                chain.then(x -> through(block, x, own));
                if (after.contains(number)) {
                    maps.add(chain.end());
                    chain = Chain.from(chain.end());
                }
            }
            maps.add(chain.then(x -> head(x, own)).end());
            return maps;
        });
    }

    /**
     * The last map, from one of the maps of {@link #pyramid} on: so that what a result owes to a map can be asked. From
     * the last map it is that map.
     *
     * @param level of the map, 1 for the finest to 5 for the last
     * @param map {@code [batch, height, width, channels]}
     * @return {@code [batch, height, width, features]}, as {@link #features} gives it for the pictures of the map
     * @throws IllegalArgumentException if there is no such level
     */
    public Tensor onwards(int level, Tensor map, Pass pass) {
        int halvings = (int) blocks.stream().filter(InvertedBottleneck::halves).count();
        if (level < 1 || level > halvings + 1) {
            throw new IllegalArgumentException("there is no level " + level + " of maps: choose 1 to "
                    + (halvings + 1));
        }
        if (level > halvings) {
            return map;
        }
        return run(pass, own -> {
            Chain chain = Chain.from(map);
            int met = 0;
            for (InvertedBottleneck block : blocks) {
                met += block.halves() ? 1 : 0;
                if (met >= level) {
                    chain.then(x -> through(block, x, own));
                }
            }
            return chain.then(x -> head(x, own)).end();
        });
    }

    private Tensor map(Tensor pictures, Pass pass) {
        Chain chain = Chain.from(pictures).then(x -> stem(x, pass));
        for (InvertedBottleneck block : blocks) {
            chain.then(x -> through(block, x, pass));
        }
        return chain.then(x -> head(x, pass)).end();
    }

    private Tensor stem(Tensor pictures, Pass pass) {
        return Chain.from(pictures).then(stem, pass).then(x -> stemNorm.forwardSilu(x, pass)).end();
    }

    private Tensor head(Tensor x, Pass pass) {
        return Chain.from(x).then(head, pass).then(wide -> headNorm.forwardSilu(wide, pass)).end();
    }

    private static Tensor through(InvertedBottleneck block, Tensor x, Pass pass) {
        return pass.isRecomputing()
                ? Recompute.checkpoint(in -> List.of(block.forward(in.getFirst(), pass)), List.of(x)).getFirst()
                : block.forward(x, pass);
    }
}
