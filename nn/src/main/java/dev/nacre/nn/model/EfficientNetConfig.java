package dev.nacre.nn.model;

import dev.nacre.core.io.Json;
import dev.nacre.core.op.Window;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import java.util.ArrayList;
import java.util.List;

/**
 * What an EfficientNet is (Tan and Le 2019): one base network, widened and deepened.
 *
 * @param width                factor on the channels of the base network
 * @param depth                factor on the number of blocks in each stage
 * @param resolution           nominal side in pixels, for the paddings that are worked out once
 * @param padding              how convolutions are padded
 * @param dropout              rate on the pooled vector
 * @param dropConnect          rate at which the last block's branch is dropped; earlier blocks in proportion
 * @param batchNormMomentum    share of a batch in the running statistics (0.01 in the published model, which leaves
 *                             them useless after a short training)
 * @param batchNormEpsilon     added to variances
 */
public record EfficientNetConfig(double width, double depth, int resolution, Padding padding, double dropout,
        double dropConnect, double batchNormMomentum, double batchNormEpsilon) implements PyramidConfig {
    private static final int CHANNEL_UNIT = 8;
    private static final int STEM = 32;
    private static final int HEAD = 1280;
    private static final double SQUEEZE = 0.25;
    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 1, 16),
            new Stage(2, 3, 2, 6, 24),
            new Stage(2, 5, 2, 6, 40),
            new Stage(3, 3, 2, 6, 80),
            new Stage(3, 5, 1, 6, 112),
            new Stage(4, 5, 2, 6, 192),
            new Stage(1, 3, 1, 6, 320));

    /** 4,007,548 parameters without the classifier. */
    public static final EfficientNetConfig B0 = published(1.0, 1.0, 224, 0.2);
    /** A tenth deeper than B0. */
    public static final EfficientNetConfig B1 = published(1.0, 1.1, 240, 0.2);
    /** The smaller encoder of Mammo-CLIP. */
    public static final EfficientNetConfig B2 = published(1.1, 1.2, 260, 0.3);
    /** Between the two encoders of Mammo-CLIP. */
    public static final EfficientNetConfig B3 = published(1.2, 1.4, 300, 0.3);
    /** Between the two encoders of Mammo-CLIP. */
    public static final EfficientNetConfig B4 = published(1.4, 1.8, 380, 0.4);
    /** The larger encoder of Mammo-CLIP. */
    public static final EfficientNetConfig B5 = published(1.6, 2.2, 456, 0.4);
    /** Larger than any encoder of Mammo-CLIP. */
    public static final EfficientNetConfig B6 = published(1.8, 2.6, 528, 0.5);
    /** The largest of the paper. */
    public static final EfficientNetConfig B7 = published(2.0, 3.1, 600, 0.5);
    /** Of no published size: for tests, seven blocks of few channels. */
    public static final EfficientNetConfig TINY = published(0.25, 0.25, 64, 0);

    /** How convolutions are padded; the variants of one network differ in nothing else, and not in their weights. */
    public enum Padding {
        /** "Same", once and for all, for the size that the nominal picture has when it gets there: lukemelas'. */
        TRACKED,
        /** "Same", once and for all, for the nominal size itself: an older version that detectors are built on. */
        NOMINAL,
        /** "Same" for the size that each picture has when it gets there: TensorFlow's, timm's {@code tf_} models. */
        FITTED,
        /** Half the kernel on every side: timm's other models. */
        SYMMETRIC
    }

    /** Blocks of one kind: the first has the stride, the others repeat at stride 1. */
    private record Stage(int repeats, int kernel, int stride, int expansion, int out) { }

    /**
     * One inverted bottleneck.
     *
     * @param stage       from 1
     * @param kernel      side of the depthwise convolution
     * @param window      stride, paddings and groups of the depthwise convolution
     * @param in          channels in
     * @param expanded    channels inside; equal to {@code in} where there is no expansion
     * @param squeezed    channels inside the gate
     * @param out         channels out
     * @param dropConnect rate at which its branch is dropped in training
     */
    record Block(int stage, int kernel, Window window, int in, int expanded, int squeezed, int out,
            double dropConnect) {
        boolean isResidual() {
            return window.strideHeight() == 1 && in == out;
        }
    }

    /**
     * All that is worked out from a configuration.
     *
     * @param stem     channels of the first convolution
     * @param window   of the first convolution
     * @param blocks   in order
     * @param features channels of the last convolution
     */
    record Plan(int stem, Window window, List<Block> blocks, int features) { }

    private static EfficientNetConfig published(double width, double depth, int resolution, double dropout) {
        return new EfficientNetConfig(width, depth, resolution, Padding.TRACKED, dropout, 0.2, 0.01, 1e-3);
    }

    /** Another momentum of the running statistics. */
    public EfficientNetConfig withBatchNormMomentum(double momentum) {
        return new EfficientNetConfig(width, depth, resolution, padding, dropout, dropConnect, momentum,
                batchNormEpsilon);
    }

    /** Other rates of the two kinds of dropout; 0 and 0 make training a function of the input alone. */
    public EfficientNetConfig withDropout(double pooledRate, double connectRate) {
        return new EfficientNetConfig(width, depth, resolution, padding, pooledRate, connectRate, batchNormMomentum,
                batchNormEpsilon);
    }

    /** Another constant in the normalisations; timm's models that are not {@code tf_} have 1e-5. */
    public EfficientNetConfig withBatchNormEpsilon(double epsilon) {
        return new EfficientNetConfig(width, depth, resolution, padding, dropout, dropConnect, batchNormMomentum,
                epsilon);
    }

    /** Another rule for paddings. */
    public EfficientNetConfig withPadding(Padding other) {
        return new EfficientNetConfig(width, depth, resolution, other, dropout, dropConnect, batchNormMomentum,
                batchNormEpsilon);
    }

    @Override
    public int features() {
        return channels(HEAD);
    }

    @Override
    public List<Integer> pyramidChannels() {
        List<Integer> channels = new ArrayList<>();
        for (Block block : plan().blocks()) {
            if (block.window().strideHeight() == 2) {
                channels.add(block.in());
            }
        }
        channels.add(features());
        return channels;
    }

    /** How many blocks each of the seven stages has. */
    public List<Integer> blocksPerStage() {
        return STAGES.stream().map(this::repeats).toList();
    }

    /** Channels of the map after a block, the first being number 0. */
    public int channelsAfter(int block) {
        return plan().blocks().get(block).out();
    }

    /** How many pixels of the picture, in each direction, one place of the map after a block stands for. */
    public int strideAfter(int block) {
        return plan().blocks().subList(0, block + 1).stream().mapToInt(one -> one.window().strideHeight())
                .reduce(2, (before, stride) -> before * stride);
    }

    Plan plan() {
        int size = resolution;
        int in = channels(STEM);
        Window stem = window(size, 3, 2);
        size = shrunk(size, 2);
        int count = blocksPerStage().stream().mapToInt(Integer::intValue).sum();
        List<Block> blocks = new ArrayList<>();
        for (int s = 0; s < STAGES.size(); s++) {
            Stage stage = STAGES.get(s);
            for (int i = 0; i < repeats(stage); i++) {
                int stride = i == 0 ? stage.stride() : 1;
                int expanded = in * stage.expansion();
                int out = channels(stage.out());
                blocks.add(new Block(s + 1, stage.kernel(), window(size, stage.kernel(), stride).groups(expanded), in,
                        expanded, Math.max(1, (int) (in * SQUEEZE)), out, dropConnect * blocks.size() / count));
                size = shrunk(size, stride);
                in = out;
            }
        }
        return new Plan(channels(STEM), stem, blocks, features());
    }

    /** Multiples of 8, never more than a tenth below the exact product. */
    private int channels(int base) {
        double exact = base * width;
        int rounded = Math.max(CHANNEL_UNIT, (int) (exact + CHANNEL_UNIT / 2.0) / CHANNEL_UNIT * CHANNEL_UNIT);
        return rounded < 0.9 * exact ? rounded + CHANNEL_UNIT : rounded;
    }

    private int repeats(Stage stage) {
        return (int) Math.ceil(stage.repeats() * depth);
    }

    /** The window for a square of this size, where it does not wait for the pictures. */
    private Window window(int size, int kernel, int stride) {
        return padding == Padding.SYMMETRIC ? Window.PLAIN.stride(stride).padding(kernel / 2)
                : Window.same(size, size, kernel, stride);
    }

    private int shrunk(int size, int stride) {
        return padding == Padding.NOMINAL ? size : Math.ceilDiv(size, stride);
    }

    /** A convolution with a window that was worked out for the nominal size, unless pictures decide. */
    Conv2d convolution(int in, int out, int kernel, Window window, Initialiser weights) {
        return padding == Padding.FITTED
                ? Conv2d.same(in, out, kernel, window.strideHeight(), window.groups(), weights)
                : Conv2d.withoutBias(in, out, kernel, window, weights);
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("width", width).with("depth", depth).with("resolution", resolution)
                .with("padding", padding.name()).with("dropout", dropout).with("drop_connect", dropConnect)
                .with("batch_norm_momentum", batchNormMomentum).with("batch_norm_epsilon", batchNormEpsilon);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static EfficientNetConfig fromJson(Json json) {
        return new EfficientNetConfig(json.get("width").decimal(), json.get("depth").decimal(),
                (int) json.get("resolution").whole(), Padding.valueOf(json.get("padding").text()),
                json.get("dropout").decimal(), json.get("drop_connect").decimal(),
                json.get("batch_norm_momentum").decimal(), json.get("batch_norm_epsilon").decimal());
    }
}
