package dev.nacre.nn.metric;

import java.util.List;

/**
 * How far a text has the words of a reference in its order (Lin 2004): from the length of their longest common
 * subsequence, which may skip words.
 *
 * @param precision that length / words of the text
 * @param recall that length / words of the reference
 */
public record RougeL(double precision, double recall) {
    /** Compares; two empty texts agree in nothing. */
    public static RougeL of(List<String> reference, List<String> text) {
        int[] longest = new int[text.size() + 1];
        for (String word : reference) {
            int diagonal = 0;
            for (int place = 1; place <= text.size(); place++) {
                int above = longest[place];
                longest[place] = word.equals(text.get(place - 1)) ? diagonal + 1
                        : Math.max(above, longest[place - 1]);
                diagonal = above;
            }
        }
        double common = longest[text.size()];
        return new RougeL(common / Math.max(1, text.size()), common / Math.max(1, reference.size()));
    }

    /** The harmonic mean of both. */
    public double f1() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
