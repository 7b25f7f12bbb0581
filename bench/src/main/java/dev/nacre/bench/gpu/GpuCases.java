package dev.nacre.bench.gpu;

import dev.nacre.bench.gpu.GpuCase.Limit;
import dev.nacre.bench.peers.Work;
import dev.nacre.bench.peers.Work.Part;
import dev.nacre.bench.peers.Work.Transposed;
import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which works are measured, and how large they are. */
final class GpuCases {
    /** Any goal at all beside compiled PyTorch: it is measured, and told. */
    private static final double TOLD = 0;
    /** Batches for which the peer is compiled as well, which takes a minute or two for each. */
    private static final List<Integer> COMPILED = List.of(1, 8, 32);
    private static final int BERT_VOCABULARY = 30_522;
    private static final int MODERN_VOCABULARY = 50_368;

    private final List<GpuCase> cases = new ArrayList<>();

    private GpuCases() {
    }

    /**
     * The sizes.
     *
     * @param copy      elements of a copy
     * @param product   sides of square products
     * @param picture   factor on height and width of pictures, and on maps of convolutions
     * @param pictures  in a batch of a convolution
     * @param tokens    lengths of attention
     * @param pairs     of the contrastive loss
     * @param batches   of whole networks
     * @param networks  whole networks that see pictures: b2, b5
     * @param textBatch texts of whole networks that read; 0 for none
     */
    record Sizes(long copy, List<Integer> product, double picture, int pictures, List<Integer> tokens, int pairs,
            List<Integer> batches, List<String> networks, int textBatch) {
        /** All of it. */
        static final Sizes FULL = new Sizes(1L << 28, List.of(1024, 2048, 4096, 8192), 1, 8,
                List.of(2048, 4096, 8192, 16_384), 65_536, List.of(1, 2, 4, 8, 16, 32, 64), List.of("b2", "b5"), 32);
        /** A few minutes. */
        static final Sizes QUICK = new Sizes(1L << 27, List.of(1024, 8192), 1, 2, List.of(2048, 8192), 16_384,
                List.of(1, 8, 32), List.of("b5"), 32);

        int scaled(int pixels) {
            return Math.max(8, (int) (pixels * picture));
        }
    }

    /** A convolution of a network at its place on a picture of 1520 × 912. */
    private record Shape(String network, int height, int width, int in, int out, int kernel, int stride,
            boolean depthwise) {
    }

    /** Of EfficientNet-B2 and -B5 (Tan and Le 2019): first, early and late, wide and narrow, and all over channels. */
    private static final List<Shape> CONVOLUTIONS = List.of(
            new Shape("B5", 1520, 912, 3, 48, 3, 2, false),
            new Shape("B5", 380, 228, 40, 240, 1, 1, false),
            new Shape("B5", 380, 228, 240, 240, 3, 1, true),
            new Shape("B5", 190, 114, 384, 384, 5, 1, true),
            new Shape("B5", 95, 57, 768, 128, 1, 1, false),
            new Shape("B5", 95, 57, 1056, 1056, 5, 2, true),
            new Shape("B5", 48, 29, 1824, 304, 1, 1, false),
            new Shape("B5", 48, 29, 512, 2048, 1, 1, false),
            new Shape("B2", 1520, 912, 3, 32, 3, 2, false),
            new Shape("B2", 380, 228, 24, 144, 1, 1, false),
            new Shape("B2", 760, 456, 96, 96, 3, 2, true),
            new Shape("B2", 190, 114, 288, 288, 5, 1, true),
            new Shape("B2", 95, 57, 528, 88, 1, 1, false),
            new Shape("B2", 48, 29, 352, 1408, 1, 1, false));

    /** In the order in which they are measured: what bounds others, then what matters most. */
    static List<GpuCase> of(Sizes sizes) {
        GpuCases all = new GpuCases();
        all.limits(sizes);
        all.attention(sizes);
        all.contrastive(sizes);
        all.networks(sizes);
        all.texts(sizes);
        all.layers(sizes);
        all.convolutions(sizes);
        return all.cases;
    }

    private static Limit products(DType type) {
        return type == DType.BFLOAT16 ? Limit.BFLOAT16 : Limit.FLOAT32;
    }

    private static String name(DType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private void limits(Sizes sizes) {
        cases.add(GpuCase.plain("copy of " + (sizes.copy * Float.BYTES >> 20) + " MiB",
                Work.of(GpuWork.COPY, DType.FLOAT32).with("elements", sizes.copy), Limit.COPY,
                2.0 * Float.BYTES * sizes.copy));
        for (DType type : List.of(DType.BFLOAT16, DType.FLOAT32)) {
            for (int side : sizes.product.reversed()) {
                cases.add(GpuCase.plain("GEMM " + name(type) + ": " + side + " x " + side + " x " + side,
                        Work.product(type, side, side, side, Transposed.NONE), products(type),
                        2.0 * side * side * side));
            }
        }
    }

    /** Forward two products of tokens by tokens, backward five. */
    private void attention(Sizes sizes) {
        int heads = 16;
        int width = 128;
        for (int length : sizes.tokens) {
            int batch = Math.max(1, sizes.tokens.getLast() / length);
            cases.add(GpuCase.plain("attention bfloat16, " + length + " tokens, " + batch + " x " + heads
                    + " heads of " + width + ", forward + backward", Work.of(Work.ATTENTION, DType.BFLOAT16)
                    .with("batch", batch).with("heads", heads).with("length", length).with("width", width),
                    Limit.BFLOAT16, 7 * 2.0 * batch * heads * length * length * width).goal(0.95));
        }
    }

    private void contrastive(Sizes sizes) {
        int width = 512;
        cases.add(GpuCase.plain("contrastive loss of " + sizes.pairs + " x " + width + ", forward + backward",
                Work.of(Work.CONTRASTIVE, DType.FLOAT32).with("batch", sizes.pairs).with("width", width),
                Limit.FLOAT32, 3 * 2.0 * sizes.pairs * sizes.pairs * width).goal(2));
    }

    private void networks(Sizes sizes) {
        for (String network : sizes.networks.reversed()) {
            for (boolean training : List.of(false, true)) {
                for (DType type : List.of(DType.BFLOAT16, DType.FLOAT32)) {
                    for (int batch : type == DType.BFLOAT16 ? sizes.batches : sizes.batches.subList(0, 1)) {
                        cases.add(network(sizes, network, training, type, batch));
                    }
                }
            }
        }
    }

    private static GpuCase network(Sizes sizes, String network, boolean training, DType type, int batch) {
        int height = sizes.scaled(1520);
        int width = sizes.scaled(912);
        Work work = Work.of(Work.MODEL, type).with("name", network).with("height", height).with("width", width)
                .with("batch", batch).with("training", training).with("recomputing", false);
        GpuCase plain = GpuCase.plain(network.toUpperCase(Locale.ROOT) + (training ? " forward + backward "
                : " inference ") + height + "x" + width + " " + name(type) + ", batch " + batch, work, Limit.NONE,
                batch);
        if (!network.equals("b5") || type != DType.BFLOAT16) {
            return COMPILED.contains(batch) ? plain.goals(Double.NaN, TOLD) : plain;
        }
        double least = training ? 1.5 : batch == 1 ? 2 : 1.2;
        return COMPILED.contains(batch) ? plain.goals(least, training ? 1.1 : TOLD) : plain.goal(least);
    }

    private void texts(Sizes sizes) {
        for (String kind : sizes.textBatch == 0 ? List.<String>of() : List.of("bert", "modernbert")) {
            Work work = Work.of(Work.MODEL, DType.BFLOAT16).with("name", kind)
                    .with("vocabulary", kind.equals("bert") ? BERT_VOCABULARY : MODERN_VOCABULARY).with("length", 256)
                    .with("batch", sizes.textBatch).with("recomputing", false);
            for (boolean training : List.of(false, true)) {
                cases.add(GpuCase.plain((kind.equals("bert") ? "BERT-base" : "ModernBERT") + (training
                        ? " forward + backward " : " inference ") + sizes.textBatch + " x 256 bfloat16",
                        work.with("training", training), Limit.NONE, sizes.textBatch).goals(Double.NaN, TOLD));
            }
        }
    }

    /** Bytes: forward reads and writes once, backward reads twice and writes once. */
    private void layers(Sizes sizes) {
        int height = sizes.scaled(380);
        int width = sizes.scaled(228);
        double map = (double) Float.BYTES * sizes.pictures * height * width * 240;
        cases.add(GpuCase.plain("batch normalisation + SiLU " + sizes.pictures + " x " + height + "x" + width
                + " x 240, forward + backward", Work.of(Work.BATCH_NORM_SILU, DType.FLOAT32)
                .with("batch", sizes.pictures).with("height", height).with("width", width).with("channels", 240),
                Limit.COPY, 5 * map));
        int rows = sizes.pictures * 1024;
        for (String kind : List.of(Work.LAYER_NORM, Work.SOFTMAX, Work.GELU)) {
            cases.add(GpuCase.plain(kind + " " + rows + " x 768, forward + backward", Work.of(kind, DType.FLOAT32)
                    .with("rows", rows).with("width", 768), Limit.COPY, 5.0 * Float.BYTES * rows * 768));
        }
    }

    private void convolutions(Sizes sizes) {
        for (Shape shape : CONVOLUTIONS) {
            for (Part part : Part.values()) {
                // Nobody needs the gradient of the picture.
                if (part != Part.INPUT || shape.in > 3) {
                    cases.add(convolution(sizes, shape, part));
                }
            }
        }
    }

    private static GpuCase convolution(Sizes sizes, Shape shape, Part part) {
        int height = sizes.scaled(shape.height);
        int width = sizes.scaled(shape.width);
        int groups = shape.depthwise ? shape.in : 1;
        Work work = Work.of(Work.CONVOLUTION, DType.BFLOAT16).with("batch", sizes.pictures).with("height", height)
                .with("width", width).with("in", shape.in).with("out", shape.out).with("kernel", shape.kernel)
                .with("stride", shape.stride).with("groups", groups).with("part", part.word());
        double places = (double) Math.ceilDiv(height, shape.stride) * Math.ceilDiv(width, shape.stride);
        double operations = 2 * places * sizes.pictures * shape.kernel * shape.kernel * shape.in / groups * shape.out;
        double bytes = (double) DType.BFLOAT16.bytes() * sizes.pictures
                * ((double) height * width * shape.in + places * shape.out);
        String name = shape.network + (shape.depthwise ? " depthwise " : " convolution ") + shape.kernel + "x"
                + shape.kernel + (shape.stride == 1 ? "" : " stride " + shape.stride) + " " + shape.in
                + (shape.depthwise ? "" : " to " + shape.out) + " at " + sizes.pictures + " x " + height + "x" + width
                + " bfloat16 " + (part == Part.FORWARD ? "forward" : part.word() + " gradient");
        return shape.depthwise ? GpuCase.plain(name, work, Limit.COPY, bytes)
                : GpuCase.plain(name, work, Limit.BFLOAT16, operations);
    }
}
