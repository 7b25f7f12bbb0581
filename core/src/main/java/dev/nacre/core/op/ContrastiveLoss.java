package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The symmetric contrastive loss of matching rows (Radford et al. 2021, "CLIP", figure 3): with logits = s·A·Bᵀ of rows
 * of length 1, the mean of the cross entropies of the rows and of the columns, whose targets are the diagonal. A
 * composite, whose memory grows linearly with the batch: see {@link ContrastiveEntropy}.
 */
public final class ContrastiveLoss {
    private ContrastiveLoss() {
    }

    /** Embeddings {@code [batch, width]}, normalised here, and the scalar ln s. */
    public static Tensor of(Tensor a, Tensor b, Tensor logScale) {
        Check.of("contrastive_loss", a, b, logScale).floating(0).rank(0, 2).shape(1, a.shape());
        List<Tensor> both = ContrastiveEntropy.of(L2Normalize.of(a, 1), L2Normalize.of(b, 1), logScale.exp());
        return both.getFirst().add(both.getLast()).mul(0.5);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("contrastive_loss", in -> of(in.get(0), in.get(1), in.get(2)),
                Sample.real(-1, 1, 6, 35), Sample.real(-1, 1, 6, 35), Sample.real(0, 2)));
    }
}
