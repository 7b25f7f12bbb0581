package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;

/** Layers between products, forward and backward in one: normalisations, activations, softmax; and attention. */
final class LayerRows {
    private static final long HEADS = 12;
    private static final long HEAD_WIDTH = 64;
    private static final long TOKENS = 8 * 256;

    /** Input and output of the forward pass; input, output's gradient and input's gradient of the backward pass. */
    private static final long MAP_PASSES = 5;

    private LayerRows() {
    }

    static KernelGroup maps(double goal) {
        List<NamedWork> works = new ArrayList<>();
        works.add(norm(760, 456, 144, true));
        works.add(norm(380, 228, 240, true));
        works.add(norm(190, 114, 384, false));
        works.add(norm(95, 57, 768, true));
        works.add(norm(48, 29, 1824, false));
        works.add(rows("layer norm", Work.LAYER_NORM, TOKENS, 768, 21));
        works.add(rows("softmax", Work.SOFTMAX, TOKENS * HEADS, 256, 9));
        works.add(rows("GELU", Work.GELU, TOKENS, 3072, 13));
        return new KernelGroup("norms, maps",
                "batch norm + SiLU, layer norm, softmax, GELU, geometric mean", works, goal, goal);
    }

    static KernelGroup attention(double goal) {
        List<NamedWork> works = new ArrayList<>();
        for (long length = 128; length <= 2048; length *= 2) {
            long batch = Math.max(1, TOKENS / length);
            long elements = batch * HEADS * length * HEAD_WIDTH;
            works.add(new NamedWork("attention " + batch + " x 12 x " + length + " x 64 forward + backward",
                    Work.of(Work.ATTENTION, DType.FLOAT32).with("batch", batch).with("heads", HEADS)
                            .with("length", length).with("width", HEAD_WIDTH),
                    8 * elements * DType.FLOAT32.bytes(), 7 * 2 * elements * length, length == 256));
        }
        return new KernelGroup("attention", "attention forward + backward, geometric mean", works, goal, goal);
    }

    /** Statistics 3, normalising 2, activation 4; backward its slope 10, sums 4, gradient 6. */
    private static NamedWork norm(long height, long width, long channels, boolean quick) {
        return new NamedWork("batch norm + SiLU " + channels + " at " + height + "x" + width + " forward + backward",
                Work.of(Work.BATCH_NORM_SILU, DType.FLOAT32).with("batch", 1).with("height", height)
                        .with("width", width).with("channels", channels),
                MAP_PASSES * height * width * channels * DType.FLOAT32.bytes(), 29 * height * width * channels, quick);
    }

    /** Operations of an element, forward and backward; an exponential or an error function counts as one. */
    private static NamedWork rows(String name, String kind, long rows, long width, long flops) {
        return new NamedWork(name + " " + rows + " x " + width + " forward + backward",
                Work.of(kind, DType.FLOAT32).with("rows", rows).with("width", width),
                MAP_PASSES * rows * width * DType.FLOAT32.bytes(), flops * rows * width, true);
    }
}
