package dev.nacre.nn.detection;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.SmoothL1;
import java.util.List;

/**
 * What RetinaNet minimises (Lin et al. 2017, §4.1): for each picture the focal loss summed over anchors and classes,
 * divided by the number of anchors that are to find an object (at least 1), and the mean smooth L1 distance of their
 * codes; both averaged over the pictures. Pictures without an object count like the others: whatever is found in them
 * costs.
 *
 * @param assignment which anchors are to find what
 * @param focal cost of judging an anchor
 * @param beta where the smooth L1 distance goes from a square to a line
 */
public record RetinaLoss(AnchorAssignment assignment, FocalLoss focal, double beta) {
    /** The usual one. */
    public static final RetinaLoss RETINA_NET = with(FocalLoss.RETINA_NET);

    /** The usual one with another focal loss. */
    public static RetinaLoss with(FocalLoss focal) {
        return new RetinaLoss(AnchorAssignment.RETINA_NET, focal, 1.0 / 9);
    }

    /**
     * The two parts.
     *
     * @param classes a scalar
     * @param boxes a scalar
     */
    public record Parts(Tensor classes, Tensor boxes) {
        /** Their sum. */
        public Tensor total() {
            return classes.add(boxes);
        }
    }

    /** Of what a network said about pictures. @param objects in each picture, in pixels of the network's input */
    public Parts of(Predictions predictions, AnchorGrid grid, List<List<LabelledBox>> objects) {
        return of(predictions, DetectionTargets.of(grid.anchors(predictions.maps()), objects,
                predictions.classes(), assignment, BoxCoding.RETINA_NET));
    }

    /** Of what a network said, and should have said. */
    public Parts of(Predictions predictions, DetectionTargets targets) {
        Tensor judged = focal.each(predictions.logits(), targets.kindTensor()).mul(targets.judgedTensor());
        Tensor placed = SmoothL1.each(predictions.codes(), targets.codeTensor(), beta).mul(targets.placedTensor());
        return new Parts(judged.sum().div(targets.pictures()), placed.sum().div(targets.pictures()));
    }
}
