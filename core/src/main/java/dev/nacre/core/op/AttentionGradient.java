package dev.nacre.core.op;

import dev.nacre.core.Shape;
import java.util.List;

/**
 * The derivative of {@link Attention} (Dao et al. 2022, "FlashAttention", section B.4): the weights are computed again
 * from the kept sums, p = e^(s − ln Σeˢ); dv = pᵀ·dy, ds = p·(dy·vᵀ − Σdy·y), dq = scale·ds·k, dk = scale·dsᵀ·q.
 * Inputs: query, key, value, y, ln Σeˢ, dy and, if there is one, the mask; outputs: dq, dk, dv.
 */
public record AttentionGradient(Attention attention) implements Detached {
    @Override
    public String name() {
        return "attention_gradient";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        boolean masked = inputs.size() == 7;
        Shape query = inputs.getFirst().shape();
        Check check = Check.of(this, inputs, masked ? 7 : 6).floating(0).rank(0, 4).rank(1, 4)
                .shape(2, inputs.get(1).shape()).shape(3, query).shape(4, query.without(3)).shape(5, query);
        for (int i = 1; i <= 5; i++) {
            check.sameType(0, i);
        }
        if (masked) {
            check.shape(6, Shape.of(query.size(0), inputs.get(1).shape().size(2)));
        }
        return List.of(inputs.get(0), inputs.get(1), inputs.get(2));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Attention.Rows rows = new Attention.Rows(attention, inputs.get(0), inputs.get(1),
                inputs.size() == 7 ? inputs.get(6) : null);
        Plain sums = inputs.get(4);
        for (long row = 0; row < sums.elements(); row++) {
            double mean = dot(inputs.get(5), row * rows.width(), inputs.get(3), row * rows.width(), rows.width());
            double[] scores = rows.scores(row);
            for (int k = 0; k < scores.length; k++) {
                if (scores[k] > Double.NEGATIVE_INFINITY) {
                    double weight = StrictMath.exp(scores[k] - sums.at(row));
                    pair(inputs, outputs, row * rows.width(), rows.keyStart(row, k), weight, mean);
                }
            }
        }
    }

    private void pair(List<Plain> inputs, List<Plain> outputs, long query, long key, double weight, double mean) {
        Plain dy = inputs.get(5);
        long width = dy.size(3);
        double ds = attention.scale() * weight * (dot(dy, query, inputs.get(2), key, width) - mean);
        for (long c = 0; c < width; c++) {
            outputs.get(0).add(query + c, ds * inputs.get(1).at(key + c));
            outputs.get(1).add(key + c, ds * inputs.get(0).at(query + c));
            outputs.get(2).add(key + c, weight * dy.at(query + c));
        }
    }

    private static double dot(Plain a, long atA, Plain b, long atB, long width) {
        double sum = 0;
        for (long c = 0; c < width; c++) {
            sum += a.at(atA + c) * b.at(atB + c);
        }
        return sum;
    }
}
