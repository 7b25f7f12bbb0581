package dev.nacre.nn.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a network's boxes are shown: those of at least some score, without those that overlap a better one, the best
 * of them. A box counts for the class it scores highest in, the first of equal ones, and is clipped to the picture.
 *
 * @param above score that a box must exceed
 * @param suppression of boxes that overlap
 * @param most boxes of a picture
 */
public record DetectionChoice(double above, NonMaximumSuppression suppression, int most) {
    /** Above 0.05, an overlap of a half, at most 100: as Mammo-CLIP's detectors show them. */
    public static final DetectionChoice RETINA_NET =
            new DetectionChoice(0.05, NonMaximumSuppression.RETINA_NET, 100);

    /** Refuses to show nothing. */
    public DetectionChoice {
        if (!(above >= 0 && above < 1) || most < 1) {
            throw new IllegalArgumentException("at most " + most + " boxes of a score above " + above
                    + ": give at least 1, and a score from 0 to below 1");
        }
    }

    /** The same with another score. */
    public DetectionChoice above(double other) {
        return new DetectionChoice(other, suppression, most);
    }

    /**
     * What was found in each picture, the surest first.
     *
     * @param predictions of the network
     * @param height rows of its input
     * @param width columns of its input
     */
    public List<List<Detection>> of(Predictions predictions, AnchorGrid grid, int height, int width) {
        List<BoundingBox> anchors = grid.anchors(predictions.maps());
        float[] codes = predictions.codes().toFloats();
        float[] scores = predictions.logits().sigmoid().toFloats();
        int pictures = Math.toIntExact(predictions.logits().size(0));
        List<List<Detection>> found = new ArrayList<>();
        for (int picture = 0; picture < pictures; picture++) {
            List<Detection> candidates = new ArrayList<>();
            for (int number = 0; number < anchors.size(); number++) {
                int index = picture * anchors.size() + number;
                int best = best(scores, index * predictions.classes(), predictions.classes());
                double score = scores[index * predictions.classes() + best];
                if (score > above) {
                    BoundingBox box = BoxCoding.RETINA_NET.decode(anchors.get(number), codes,
                            index * BoxCoding.LENGTH).clipped(height, width);
                    if (box.area() > 0) {
                        candidates.add(new Detection(box, score, best));
                    }
                }
            }
            found.add(chosen(candidates));
        }
        return found;
    }

    /** Of boxes in one picture those that are shown, the surest first. */
    public List<Detection> chosen(List<Detection> candidates) {
        List<Detection> kept = suppression.of(candidates.stream().filter(one -> one.score() > above).toList());
        return kept.subList(0, Math.min(most, kept.size()));
    }

    private static int best(float[] scores, int first, int classes) {
        int best = 0;
        for (int number = 1; number < classes; number++) {
            best = scores[first + number] > scores[first + best] ? number : best;
        }
        return best;
    }
}
