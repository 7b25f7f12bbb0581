package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivative of {@link ContrastiveEntropy}: the products are computed again from the kept logarithms, pᵢⱼ =
 * (g·e^(lᵢⱼ − ln Σⱼ) + h·e^(lᵢⱼ − ln Σᵢ))/n with g and h the cotangents of the two means; dA = s·(p·B − k·B), dB =
 * s·(pᵀ·A − k·A) and ds = Σ (p − k·1)·(A·Bᵀ), k = (g + h)/n on the diagonal. Inputs: A, B, s, both logarithms, g, h;
 * outputs: dA, dB, ds. Detached.
 *
 * @param precision of the products
 */
public record ContrastiveEntropyGradient(Precision precision) implements Fused {
    @Override
    public String name() {
        return "contrastive_entropy_gradient";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec a = inputs.getFirst();
        Shape rows = Shape.of(a.shape().size(0));
        Check check = Check.of(this, inputs, 7).floating(0).rank(0, 2).shape(1, a.shape()).shape(2, Shape.SCALAR)
                .shape(3, rows).shape(4, rows).shape(5, Shape.SCALAR).shape(6, Shape.SCALAR);
        for (int i = 1; i < 7; i++) {
            check.sameType(0, i);
        }
        return List.of(a, a, inputs.get(2));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        Tensor scale = inputs.get(2);
        double share = 1.0 / a.size(0);
        Tensor g = inputs.get(5).mul(share);
        Tensor h = inputs.get(6).mul(share);
        Tensor own = g.add(h);
        Tensor partners = ContrastiveEntropy.partners(a);
        List<Tensor> rows = new ArrayList<>();
        Tensor columns = null;
        Tensor slope = null;
        for (long from = 0; from < a.size(0); from += ContrastiveEntropy.BLOCK) {
            long to = Math.min(a.size(0), from + ContrastiveEntropy.BLOCK);
            Tensor some = a.slice(0, from, to);
            Tensor somePartners = partners.slice(0, from, to);
            Tensor sums = inputs.get(3).slice(0, from, to).unsqueeze(1);
            try (Scope scope = Scope.open(name())) {
                Tensor products = precision.run(() -> some.matmul(b.transpose(0, 1)));
                Tensor logits = products.mul(scale);
                Tensor p = logits.sub(sums).exp().mul(g).add(logits.sub(inputs.get(4)).exp().mul(h));
                rows.add(scope.keep(precision.run(() -> p.matmul(b))));
                Tensor down = precision.run(() -> p.transpose(0, 1).matmul(some));
                columns = scope.keep(columns == null ? down : columns.add(down));
                Tensor along = p.mul(products).sum().sub(products.gather(1, somePartners).sum().mul(own));
                slope = scope.keep(slope == null ? along : slope.add(along));
            }
        }
        return List.of(Concat.of(0, rows).sub(b.mul(own)).mul(scale), columns.sub(a.mul(own)).mul(scale), slope);
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public int differentiableOutputs() {
        return 0;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException(name() + " is detached: no cotangent can reach it");
    }
}
