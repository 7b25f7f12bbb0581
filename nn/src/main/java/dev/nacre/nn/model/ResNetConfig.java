package dev.nacre.nn.model;

import dev.nacre.core.io.Json;
import java.util.List;

/**
 * What a ResNet is (He et al. 2016).
 *
 * @param block what a residual block is made of
 * @param blocks how many each of the four stages has
 * @param width channels of the stem and inside the first stage, doubled from stage to stage; 64 in all published sizes
 * @param batchNormMomentum share of a batch in the running statistics
 */
public record ResNetConfig(Block block, List<Integer> blocks, int width, double batchNormMomentum)
        implements PyramidConfig {
    static final String KIND = "resnet";
    static final int STAGES = 4;

    private static final int PUBLISHED_WIDTH = 64;
    private static final double MOMENTUM = 0.1;

    /** 11,176,512 parameters without the classifier. */
    public static final ResNetConfig RESNET_18 = new ResNetConfig(Block.BASIC, List.of(2, 2, 2, 2), PUBLISHED_WIDTH,
            MOMENTUM);
    /** 23,508,032 parameters without the classifier. */
    public static final ResNetConfig RESNET_50 = new ResNetConfig(Block.BOTTLENECK, List.of(3, 4, 6, 3),
            PUBLISHED_WIDTH, MOMENTUM);
    /** Of no published size: for tests, four blocks of few channels. */
    public static final ResNetConfig TINY = new ResNetConfig(Block.BASIC, List.of(1, 1, 1, 1), 8, MOMENTUM);

    /** What a residual block is made of. */
    public enum Block {
        /** Two convolutions of 3 × 3. */
        BASIC(1),
        /** One of 3 × 3 between two of single pixels; the stride is on the middle one ("v1.5"). */
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }

        /** By how much the result is wider than the inside. */
        int expansion() {
            return expansion;
        }
    }

    /** Copies the list and refuses what is no network. */
    public ResNetConfig {
        blocks = List.copyOf(blocks);
        if (blocks.size() != STAGES || blocks.stream().anyMatch(count -> count < 1) || width < 1) {
            throw new IllegalArgumentException("a ResNet has blocks in each of " + STAGES + " stages and a width, not "
                    + blocks + " and " + width);
        }
    }

    /** Another share of a batch in the running statistics. */
    public ResNetConfig withBatchNormMomentum(double momentum) {
        return new ResNetConfig(block, blocks, width, momentum);
    }

    /** Channels inside the blocks of a stage, counted from 0. */
    int inner(int stage) {
        return width << stage;
    }

    /** Channels that come out of a stage, counted from 0. */
    int out(int stage) {
        return inner(stage) * block.expansion();
    }

    @Override
    public int features() {
        return out(STAGES - 1);
    }

    @Override
    public List<Integer> pyramidChannels() {
        return List.of(width, out(0), out(1), out(2), out(3));
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("block", block.name())
                .with("blocks", new Json.Items(blocks.stream().<Json>map(Json.Whole::new).toList()))
                .with("width", width).with("batch_norm_momentum", batchNormMomentum);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static ResNetConfig fromJson(Json json) {
        return new ResNetConfig(Block.valueOf(json.get("block").text()),
                json.get("blocks").items().stream().map(count -> Math.toIntExact(count.whole())).toList(),
                Math.toIntExact(json.get("width").whole()), json.get("batch_norm_momentum").decimal());
    }
}
