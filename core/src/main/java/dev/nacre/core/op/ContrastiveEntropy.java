package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How surprising each row's partner is, in either direction: with l = s·A·Bᵀ, the mean of ln Σⱼ e^lᵢⱼ − lᵢᵢ over rows,
 * and that of ln Σᵢ e^lᵢⱼ − lⱼⱼ over columns. Inputs: A and B {@code [batch, width]} and the scalar s; outputs: both
 * means, and for the derivative both logarithms {@code [batch]}, detached. The products of all with all never exist at
 * once: memory grows linearly with the batch. Derivative: {@link ContrastiveEntropyGradient}.
 *
 * @param precision of the products, forward and backward
 */
public record ContrastiveEntropy(Precision precision) implements Fused {
    /** Rows whose products with all others exist together, where other operations compute this. */
    static final long BLOCK = 256;

    /**
     * The mean over rows, then that over columns; the products follow the current {@link Precision}.
     *
     * @param scale one element, of any rank
     */
    public static List<Tensor> of(Tensor a, Tensor b, Tensor scale) {
        Tensor scalar = scale.elements() == 1 ? scale.reshape(Shape.SCALAR) : scale;
        return Apply.all(new ContrastiveEntropy(Precision.current()), List.of(a, b, scalar)).subList(0, 2);
    }

    @Override
    public String name() {
        return "contrastive_entropy";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec a = inputs.getFirst();
        Check.of(this, inputs, 3).floating(0).sameType(0, 1).sameType(0, 2).rank(0, 2).shape(1, a.shape())
                .shape(2, Shape.SCALAR).that(a.shape().size(0) > 0, "nothing has no partner: the batch is empty");
        Spec scalar = new Spec(a.type(), Shape.SCALAR);
        Spec rows = new Spec(a.type(), Shape.of(a.shape().size(0)));
        return List.of(scalar, scalar, rows, rows);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        Tensor scale = inputs.get(2);
        Tensor partners = partners(a);
        List<Tensor> rows = new ArrayList<>();
        List<Tensor> own = new ArrayList<>();
        Running columns = new Running();
        for (long from = 0; from < a.size(0); from += BLOCK) {
            long to = Math.min(a.size(0), from + BLOCK);
            Tensor some = a.slice(0, from, to);
            Tensor somePartners = partners.slice(0, from, to);
            try (Scope scope = Scope.open(name())) {
                Tensor logits = precision.run(() -> some.matmul(b.transpose(0, 1))).mul(scale);
                rows.add(scope.keep(logits.logSumExp(1)));
                own.add(scope.keep(logits.gather(1, somePartners).sum(1)));
                columns.add(logits, scope);
            }
        }
        Tensor byRow = Concat.of(0, rows);
        Tensor byColumn = columns.largest.add(columns.sum.log());
        Tensor ownLogits = Concat.of(0, own);
        return List.of(byRow.sub(ownLogits).mean(), byColumn.sub(ownLogits).mean(), byRow, byColumn);
    }

    /** The column of each row's own product, {@code [batch, 1]}. */
    static Tensor partners(Tensor a) {
        return a.device().run(() -> Tensor.arange(Math.toIntExact(a.size(0)))).unsqueeze(1);
    }

    /** Sums of exponentials down the columns, relative to the largest so far. */
    private static final class Running {
        private Tensor largest;
        private Tensor sum;

        void add(Tensor logits, Scope scope) {
            Tensor here = logits.max(0).getFirst();
            Tensor now = largest == null ? here : largest.maximum(here);
            Tensor added = logits.sub(now).exp().sum(0);
            sum = scope.keep(largest == null ? added : sum.mul(largest.sub(now).exp()).add(added));
            largest = scope.keep(now);
        }
    }

    @Override
    public int differentiableOutputs() {
        return 2;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1, 2).andOutputs(2, 3);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor scale = saved.input(2);
        List<Tensor> both = cotangents.subList(0, 2).stream().map(cotangent -> cotangent != null ? cotangent
                : Tensor.zeros(scale.type(), Shape.SCALAR)).toList();
        return Apply.all(new ContrastiveEntropyGradient(precision), List.of(saved.input(0), saved.input(1), scale,
                saved.output(2), saved.output(3), both.getFirst(), both.getLast()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.many("contrastive_entropy", in -> of(in.get(0), in.get(1), in.get(2)),
                        Sample.real(-1, 1, 7, 35), Sample.real(-1, 1, 7, 35), Sample.real(0.5, 2)),
                Sample.many("contrastive_entropy one direction", in -> of(in.get(0), in.get(1), in.get(2)).subList(1,
                        2), Sample.real(-1, 1, 19, 6), Sample.real(-1, 1, 19, 6), Sample.real(4, 8)));
    }
}
