package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;

/**
 * The best place for a text in an exam (specification §2.5): r(s, e) = 0.1·log mean exp(cos(q_s, p_n) / 0.1) over
 * the places n of the views that the text is about, a soft maximum. The mean instead of a sum, so that an exam of which
 * more is there does not score more. It is 0 where none of the views is there.
 */
public final class PatchEvidence {
    private static final double TEMPERATURE = 0.1;

    private PatchEvidence() {
    }

    /**
     * Evidence {@code [texts, exams]}.
     *
     * @param texts {@code [texts, width]} unit vectors
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places
     * @param looked {@code [texts, exams, 4]}, 1 for a view that is there and that the text is about, else 0
     */
    public static Tensor of(Tensor texts, Tensor tokens, float[] looked) {
        int count = Math.toIntExact(texts.size(0));
        int exams = Math.toIntExact(tokens.size(0));
        int views = Math.toIntExact(tokens.size(1));
        long places = tokens.size(2) * tokens.size(3);
        double[] shares = new double[looked.length];
        double[] nothing = new double[count * exams];
        for (int pair = 0; pair < nothing.length; pair++) {
            double sum = 0;
            for (int v = 0; v < views; v++) {
                sum += looked[pair * views + v];
            }
            nothing[pair] = sum == 0 ? 1 : 0;
            for (int v = 0; v < views; v++) {
                shares[pair * views + v] = looked[pair * views + v] / Math.max(1, sum * places);
            }
        }
        Tensor cosines = texts.matmul(tokens.reshape(-1, tokens.size(4)).transpose(0, 1));
        Tensor ofViews = cosines.mul(1 / TEMPERATURE).exp().reshape(count, exams, views, places).sum(3);
        return ofViews.mul(Constant.like(texts, shares, count, exams, views)).sum(2)
                .add(Constant.like(texts, nothing, count, exams)).log().mul(TEMPERATURE);
    }
}
