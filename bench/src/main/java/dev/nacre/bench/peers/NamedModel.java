package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import java.util.List;
import java.util.Locale;

/**
 * A whole network's line of the table.
 *
 * @param name   what the table says
 * @param work   what is done
 * @param goal   least ratio of times
 * @param memory least ratio of peak memories, NaN where they are not told
 * @param quick  whether a quick run has it too
 */
record NamedModel(String name, Work work, double goal, double memory, boolean quick) {
    private static final double NONE = Double.NaN;
    private static final int BERT_VOCABULARY = 30_522;
    private static final int MODERN_VOCABULARY = 50_368;

    /** All that have a peer. */
    static List<NamedModel> all() {
        return List.of(
                new NamedModel("B5 inference 1520x912 float32", b5(DType.FLOAT32, false), 1.6, NONE, true),
                new NamedModel("B5 inference 1520x912 bfloat16", b5(DType.BFLOAT16, false), 2.2, NONE, true),
                new NamedModel("B5 forward + backward 1520x912 float32", b5(DType.FLOAT32, true), 2.5, 2.5, true),
                new NamedModel("B5 forward + backward 1520x912 bfloat16", b5(DType.BFLOAT16, true), 4, NONE, true),
                new NamedModel("B5 forward + backward 1520x912 float32, blocks recomputed",
                        b5(DType.FLOAT32, true).with("recomputing", true), NONE, 3, false),
                text("bert", "BERT-base", BERT_VOCABULARY, DType.FLOAT32),
                text("bert", "BERT-base", BERT_VOCABULARY, DType.BFLOAT16),
                text("modernbert", "ModernBERT", MODERN_VOCABULARY, DType.FLOAT32),
                text("modernbert", "ModernBERT", MODERN_VOCABULARY, DType.BFLOAT16),
                new NamedModel("contrastive loss 8192 x 8192 x 512 forward + backward float32",
                        Work.of(Work.CONTRASTIVE, DType.FLOAT32).with("batch", 8192).with("width", 512), 1.5, 1,
                        false));
    }

    /** EfficientNet-B5 on one picture of 1520 × 912. */
    static Work b5(DType type, boolean training) {
        return b5(type, training, 1520, 912);
    }

    /** EfficientNet-B5 on one picture. */
    static Work b5(DType type, boolean training, int height, int width) {
        return Work.of(Work.MODEL, type).with("name", "b5").with("height", height).with("width", width)
                .with("batch", 1).with("training", training).with("recomputing", false);
    }

    private static NamedModel text(String kind, String name, int vocabulary, DType type) {
        return new NamedModel(name + " forward + backward 8 x 256 " + type.name().toLowerCase(Locale.ROOT),
                Work.of(Work.MODEL, type).with("name", kind).with("vocabulary", vocabulary).with("length", 256)
                        .with("batch", 8).with("training", true).with("recomputing", false), 1.1, NONE, false);
    }
}
