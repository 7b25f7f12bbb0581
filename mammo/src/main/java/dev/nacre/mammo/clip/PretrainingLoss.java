package dev.nacre.mammo.clip;

import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.L2Normalize;
import java.util.List;

/** What draws vectors of pictures and texts of one breast together, and those of different breasts apart. */
public sealed interface PretrainingLoss {
    /** Mammo-CLIP's, with its weights. */
    PretrainingLoss PUBLISHED = new FourPairs(MammoClipLoss.Weights.PUBLISHED);

    /** How many pictures, and how many texts, of each breast it compares: what is not compared need not be computed. */
    int each();

    /**
     * The loss of a batch.
     *
     * @param pictures   {@link #each} times {@code [batch, embedding]}, of any length above 0
     * @param texts      likewise
     * @param logitScale scalar
     */
    Tensor of(List<Tensor> pictures, List<Tensor> texts, Tensor logitScale);

    /** For files. */
    Json.Fields toJson();

    /**
     * Two pictures and two texts, every picture with every text, and like with like; see {@link MammoClipLoss}.
     *
     * @param weights of the parts that compare like with like
     */
    record FourPairs(MammoClipLoss.Weights weights) implements PretrainingLoss {
        @Override
        public int each() {
            return 2;
        }

        @Override
        public Tensor of(List<Tensor> pictures, List<Tensor> texts, Tensor logitScale) {
            return MammoClipLoss.of(pictures.get(0), pictures.get(1), texts.get(0), texts.get(1), logitScale, weights)
                    .total();
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "four").with("image_image_weight", weights.imageImage())
                    .with("text_text_weight", weights.textText());
        }
    }

    /**
     * One picture and one text, the baseline of the published code: ¾ CE(I, T) + ¼ CE(T, I), with CE as in
     * {@link MammoClipLoss}.
     */
    record SinglePair() implements PretrainingLoss {
        private static final double TO_TEXTS = 0.75;

        @Override
        public int each() {
            return 1;
        }

        @Override
        public Tensor of(List<Tensor> pictures, List<Tensor> texts, Tensor logitScale) {
            List<Tensor> both = ContrastiveEntropy.of(L2Normalize.of(pictures.getFirst(), 1),
                    L2Normalize.of(texts.getFirst(), 1), logitScale.exp());
            return both.getFirst().mul(TO_TEXTS).add(both.getLast().mul(1 - TO_TEXTS));
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "single");
        }
    }
}
