package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.finealign.exam.SideLabel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Awareness has to lie on the evidence: a suspicious breast without what its own map marks is calm, and without what
 * the map of another suspicious breast marks it is still suspicious. Side labels alone do not say where in a breast the
 * map is to be bright: a network whose places see the whole picture can find the lesion and light up any other place. A
 * map that does not follow the lesion makes the two kinds of erased pictures alike, and they cannot be told apart. It
 * is not in the specification; L_comp (§2.6) asks for the first half of it by way of the texts.
 *
 * @param maskOf for each picture the number of the picture whose map is taken away from it, −1 for none
 * @param labels for each breast what it is then
 */
record Erasure(int[] maskOf, List<SideLabel> labels) {
    private static final int NOTHING = -1;

    /**
     * Every other suspicious breast loses what its own map marks, the others what the map of the next one marks.
     *
     * @param pictures how many
     * @param breasts of the batch
     * @param made what the reports make of them
     * @param key of who loses what
     */
    static Erasure draw(int pictures, List<BreastPictures> breasts, List<SideLabel> made, Key key) {
        int[] maskOf = new int[pictures];
        Arrays.fill(maskOf, NOTHING);
        SideLabel[] labels = new SideLabel[breasts.size()];
        Arrays.fill(labels, SideLabel.UNKNOWN);
        int[] suspicious = IntStream.range(0, breasts.size())
                .filter(b -> made.get(b) == SideLabel.SUSPICIOUS).toArray();
        int phase = (int) key.below(2, 0);
        for (int i = 0; i < suspicious.length; i++) {
            boolean own = (i + phase) % 2 == 0;
            BreastPictures breast = breasts.get(suspicious[i]);
            BreastPictures other = own ? breast : breasts.get(suspicious[(i + 1) % suspicious.length]);
            labels[suspicious[i]] = own ? SideLabel.CALM : SideLabel.SUSPICIOUS;
            for (int view = 0; view < breast.pictures().size() && (own || other != breast); view++) {
                if (view < other.pictures().size()) {
                    maskOf[breast.pictures().get(view)] = other.pictures().get(view);
                }
            }
        }
        return new Erasure(maskOf, List.of(labels));
    }

    /** Whether a breast loses anything. */
    boolean isAny() {
        return labels.stream().anyMatch(label -> label != SideLabel.UNKNOWN);
    }

    /**
     * x − a·relu(x − Y), {@code [n, height, width, 1]}, with the maps that were drawn.
     *
     * @param background Y; nothing flows back through it
     * @param awareness a
     */
    Tensor pictures(Tensor pictures, Tensor background, Tensor awareness) {
        int n = maskOf.length;
        float[] loses = new float[n];
        int[] from = new int[n];
        for (int k = 0; k < n; k++) {
            loses[k] = maskOf[k] == NOTHING ? 0 : 1;
            from[k] = maskOf[k] == NOTHING ? k : maskOf[k];
        }
        Tensor maps = IndexSelect.of(awareness, 0, Tensor.of(from, n)).mul(Constant.like(pictures, loses, n, 1, 1, 1));
        return pictures.sub(maps.mul(pictures.sub(background.detach()).relu()));
    }
}
