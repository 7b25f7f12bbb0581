package dev.nacre.mammo.clip;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.L2Normalize;
import java.util.List;

/**
 * Mammo-CLIP's loss over two pictures and two texts of each breast. With unit vectors I, Ĩ, T, T̃, s = exp(logit scale)
 * and CE(A, B) the mean over i of −log softmaxⱼ(s·aᵢ·bⱼ)[i]:
 * L = ½(L_i2t + L_t2i) + L_ii + ½·L_tt, where L_i2t and L_t2i average CE over the four picture–text pairs in either
 * direction, and L_ii and L_tt over the two directions between the pictures and between the texts.
 *
 * @param total      the loss
 * @param imageText  L_i2t
 * @param textImage  L_t2i
 * @param imageImage L_ii
 * @param textText   L_tt
 */
public record MammoClipLoss(Tensor total, Tensor imageText, Tensor textImage, Tensor imageImage, Tensor textText) {
    /**
     * How much the two parts that compare like with like count beside picture and text. They are easier than those,
     * pictures of one breast being alike in size and form, and may keep a short training from ever getting to it.
     *
     * @param imageImage weight of L_ii, at least 0
     * @param textText   weight of L_tt, at least 0
     */
    public record Weights(double imageImage, double textText) {
        /** 1 and ½. */
        public static final Weights PUBLISHED = new Weights(1, 0.5);

        /** Refuses negative weights. */
        public Weights {
            if (!(imageImage >= 0 && textText >= 0) || Double.isInfinite(imageImage + textText)) {
                throw new IllegalArgumentException("the weights of a loss are " + imageImage + " and " + textText
                        + ": give finite numbers, not below 0");
            }
        }
    }

    /**
     * The loss of a batch.
     *
     * @param images1    {@code [batch, embedding]}, of any length above 0, like the other three
     * @param logitScale scalar
     */
    public static MammoClipLoss of(Tensor images1, Tensor images2, Tensor texts1, Tensor texts2, Tensor logitScale) {
        return of(images1, images2, texts1, texts2, logitScale, Weights.PUBLISHED);
    }

    /** As above, with other weights of the two parts that compare like with like. */
    public static MammoClipLoss of(Tensor images1, Tensor images2, Tensor texts1, Tensor texts2, Tensor logitScale,
            Weights weights) {
        Tensor scale = logitScale.exp();
        Tensor i1 = L2Normalize.of(images1, 1);
        Tensor i2 = L2Normalize.of(images2, 1);
        Tensor t1 = L2Normalize.of(texts1, 1);
        Tensor t2 = L2Normalize.of(texts2, 1);
        Directions imageText = Directions.mean(scale, i1, t1, i2, t1, i1, t2, i2, t2);
        Tensor imageImage = Directions.mean(scale, i1, i2).middle();
        Tensor textText = Directions.mean(scale, t2, t1).middle();
        Tensor total = imageText.middle().add(imageImage.mul(weights.imageImage()))
                .add(textText.mul(weights.textText()));
        return new MammoClipLoss(total, imageText.there(), imageText.back(), imageImage, textText);
    }

    /** CE(A, B) and CE(B, A), which the same products serve. */
    private record Directions(Tensor there, Tensor back) {
        /** The means of both over pairs a, b, a, b, … */
        static Directions mean(Tensor scale, Tensor... pairs) {
            Directions sum = null;
            for (int i = 0; i < pairs.length; i += 2) {
                List<Tensor> both = ContrastiveEntropy.of(pairs[i], pairs[i + 1], scale);
                sum = sum == null ? new Directions(both.getFirst(), both.getLast())
                        : new Directions(sum.there.add(both.getFirst()), sum.back.add(both.getLast()));
            }
            double share = 2.0 / pairs.length;
            return new Directions(sum.there.mul(share), sum.back.mul(share));
        }

        Tensor middle() {
            return there.add(back).mul(0.5);
        }
    }
}
