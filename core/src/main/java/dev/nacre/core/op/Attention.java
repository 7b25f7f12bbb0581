package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Scaled dot-product attention (Vaswani et al. 2017): s = scale·q·kᵀ, p = softmax(s) over the keys that may be attended
 * to, y = p·v. Inputs: query {@code [batch, heads, queries, width]}, key and value {@code [batch, heads, keys, width]},
 * and, if there is one, a bool mask {@code [batch, keys]}. Outputs: y {@code [batch, heads, queries, width]} and, for
 * the derivative, ln Σeˢ {@code [batch, heads, queries]}, detached. A row whose keys are all excluded gives zeros (and
 * −∞). Length × length is never stored. Derivative: {@link AttentionGradient}.
 *
 * @param scale     factor of the products, usually 1/√width
 * @param window    a query attends only to keys with |query position − key position| ≤ window; negative for all
 * @param precision of the products, forward and backward: under {@link Precision#BFLOAT16} a backend may round their
 *                  factors, weights and slopes among them, to bfloat16; sums, softmax and results stay float32
 */
public record Attention(double scale, int window, Precision precision) implements Primitive {
    /**
     * Attention with key padding; its products follow the current {@link Precision}.
     *
     * @param maskOrNull bool, true where a key may be attended to, {@code [batch, keys]} or {@code [batch, 1, 1, keys]}
     *                   (batch may be 1), or null for all
     * @param window     reach of a sliding window in positions, or empty for none
     */
    public static Tensor of(Tensor query, Tensor key, Tensor value, Tensor maskOrNull, double scale,
            OptionalInt window) {
        List<Tensor> inputs = new ArrayList<>(List.of(query, key, value));
        if (maskOrNull != null) {
            inputs.add(byKey(query, key, maskOrNull));
        }
        return Apply.all(new Attention(scale, window.orElse(-1), Precision.current()), inputs).getFirst();
    }

    /** Attention of every query to every key. */
    public static Tensor of(Tensor query, Tensor key, Tensor value, double scale) {
        return of(query, key, value, null, scale, OptionalInt.empty());
    }

    private static Tensor byKey(Tensor query, Tensor key, Tensor mask) {
        if (query.rank() != 4 || key.rank() != 4) {
            return mask;
        }
        boolean perHead = mask.rank() == 4 && mask.size(1) == 1 && mask.size(2) == 1;
        Tensor flat = perHead ? mask.reshape(mask.size(0), mask.size(3)) : mask;
        boolean shared = flat.rank() == 2 && flat.size(0) == 1 && flat.size(1) == key.size(2);
        return shared ? flat.expand(query.size(0), key.size(2)) : flat;
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        boolean masked = inputs.size() == 4;
        Shape query = inputs.getFirst().shape();
        Check check = Check.of(this, inputs, masked ? 4 : 3).floating(0).sameType(0, 1).sameType(0, 2)
                .rank(0, 4).rank(1, 4)
                .size(1, 0, query.size(0), "batch")
                .size(1, 1, query.size(1), "heads")
                .size(1, 3, query.size(3), "width of a head");
        Shape key = inputs.get(1).shape();
        check.shape(2, key);
        if (masked) {
            check.that(inputs.get(3).type() == DType.BOOL, "the mask must be bool, true where a key is attended to")
                    .shape(3, Shape.of(query.size(0), key.size(2)));
        }
        return List.of(inputs.getFirst(), new Spec(inputs.getFirst().type(), query.without(3)));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Rows rows = new Rows(this, inputs.get(0), inputs.get(1), inputs.size() == 4 ? inputs.get(3) : null);
        Plain value = inputs.get(2);
        Plain y = outputs.getFirst();
        for (long row = 0; row < outputs.get(1).elements(); row++) {
            double[] scores = rows.scores(row);
            double sum = logSumExp(scores);
            outputs.get(1).set(row, sum);
            for (int k = 0; k < scores.length; k++) {
                if (scores[k] > Double.NEGATIVE_INFINITY) {
                    double weight = StrictMath.exp(scores[k] - sum);
                    for (long c = 0; c < rows.width(); c++) {
                        y.add(row * rows.width() + c, weight * value.at(rows.keyStart(row, k) + c));
                    }
                }
            }
        }
    }

    private static double logSumExp(double[] scores) {
        double largest = Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY);
        double sum = 0;
        for (double score : scores) {
            sum += score > Double.NEGATIVE_INFINITY ? StrictMath.exp(score - largest) : 0;
        }
        return largest + StrictMath.log(sum);
    }

    /** Scores of the reference loops; a row is one query of one head. */
    record Rows(Attention attention, Plain query, Plain key, Plain mask) {
        long width() {
            return query.size(3);
        }

        /** Where key {@code k} of the row's head starts; values lie alike. */
        long keyStart(long row, long k) {
            return (row / query.size(2) * key.size(2) + k) * width();
        }

        /** scale·q·k for every key, −∞ where the row may not attend to it. */
        double[] scores(long row) {
            double[] scores = new double[Math.toIntExact(key.size(2))];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = attends(row, k) ? score(row, k) : Double.NEGATIVE_INFINITY;
            }
            return scores;
        }

        private boolean attends(long row, long k) {
            long batch = row / query.size(2) / query.size(1);
            boolean near = attention.window < 0 || Math.abs(row % query.size(2) - k) <= attention.window;
            return near && (mask == null || mask.integer(batch * key.size(2) + k) != 0);
        }

        private double score(long row, long k) {
            double sum = 0;
            for (long c = 0; c < width(); c++) {
                sum += query.at(row * width() + c) * key.at(keyStart(row, k) + c);
            }
            return sum * attention.scale;
        }
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT.andOutputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        List<Tensor> inputs = new ArrayList<>(List.of(saved.input(0), saved.input(1), saved.input(2), saved.output(0),
                saved.output(1), cotangents.getFirst()));
        if (saved.inputs() == 4) {
            inputs.add(saved.input(3));
        }
        List<Tensor> gradients = Apply.all(new AttentionGradient(this), inputs);
        return saved.inputs() == 4 ? Arrays.asList(gradients.get(0), gradients.get(1), gradients.get(2), null)
                : gradients;
    }

    static List<Sample> samples() {
        return List.of(
                sample("self", OptionalInt.empty(), 2, 3, 9, 9, 16),
                sample("cross", OptionalInt.empty(), 2, 2, 5, 19, 8),
                sample("long", OptionalInt.empty(), 1, 2, 70, 131, 64),
                sample("without keys", OptionalInt.empty(), 2, 2, 3, 0, 8),
                sample("of nothing", OptionalInt.empty(), 0, 2, 3, 5, 8),
                sample("window", OptionalInt.of(3), 1, 2, 21, 21, 8),
                Sample.of("attention mask", in -> of(in.get(0), in.get(1), in.get(2), in.get(3), 0.3,
                        OptionalInt.empty()), Sample.real(-2, 2, 3, 2, 7, 8), Sample.real(-2, 2, 3, 2, 5, 8),
                        Sample.real(-1, 1, 3, 2, 5, 8), Sample.mask(3, 5)),
                Sample.of("attention window and mask", in -> of(in.get(0), in.get(1), in.get(2), in.get(3), 0.3,
                        OptionalInt.of(1)), Sample.real(-2, 2, 2, 2, 11, 8), Sample.real(-2, 2, 2, 2, 11, 8),
                        Sample.real(-1, 1, 2, 2, 11, 8), Sample.mask(2, 1, 1, 11)));
    }

    private static Sample sample(String name, OptionalInt window, long batch, long heads, long queries, long keys,
            long width) {
        return Sample.of("attention " + name, in -> of(in.get(0), in.get(1), in.get(2), null, 1 / Math.sqrt(width),
                window), Sample.real(-2, 2, batch, heads, queries, width), Sample.real(-2, 2, batch, heads, keys,
                width), Sample.real(-1, 1, batch, heads, keys, width));
    }
}
