package dev.nacre.nn.detection;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * What a detector should say about some pictures. Arrays are not copied.
 *
 * @param pictures how many
 * @param anchors of each picture
 * @param classes of objects
 * @param kinds {@code [pictures, anchors, classes]}: 1 where the anchor is to find an object of that class, else 0
 * @param judged {@code [pictures, anchors]}: weight in the loss of classes: 0 where the anchor is left out, else 1 /
 *     (objects' anchors of the picture, at least 1)
 * @param codes {@code [pictures, anchors, 4]}: where the object is; 0 where there is none
 * @param placed {@code [pictures, anchors]}: weight in the loss of boxes: 1 / (4 · objects' anchors of the picture)
 *     where the anchor is to find one, else 0
 */
public record DetectionTargets(int pictures, int anchors, int classes, float[] kinds, float[] judged, float[] codes,
        float[] placed) {
    /**
     * For the objects of each picture.
     *
     * @param anchors the same for all pictures
     * @throws IllegalArgumentException if an object's class is none of them
     */
    public static DetectionTargets of(List<BoundingBox> anchors, List<List<LabelledBox>> objects, int classes,
            AnchorAssignment assignment, BoxCoding coding) {
        int all = Math.multiplyExact(objects.size(), anchors.size());
        DetectionTargets targets = new DetectionTargets(objects.size(), anchors.size(), classes,
                new float[Math.multiplyExact(all, classes)], new float[all],
                new float[Math.multiplyExact(all, BoxCoding.LENGTH)], new float[all]);
        for (int picture = 0; picture < objects.size(); picture++) {
            targets.fill(picture * anchors.size(), anchors, objects.get(picture),
                    assignment.of(anchors, objects.get(picture)), coding);
        }
        return targets;
    }

    private void fill(int first, List<BoundingBox> boxes, List<LabelledBox> objects, int[] assigned,
            BoxCoding coding) {
        int found = 0;
        for (int object : assigned) {
            found += object >= 0 ? 1 : 0;
        }
        for (int anchor = 0; anchor < assigned.length; anchor++) {
            if (assigned[anchor] != AnchorAssignment.IGNORED) {
                judged[first + anchor] = 1f / Math.max(1, found);
            }
            if (assigned[anchor] >= 0) {
                LabelledBox object = objects.get(assigned[anchor]);
                if (object.kind() >= classes) {
                    throw new IllegalArgumentException("an object of class " + object.kind() + " for a detector of "
                            + classes + " classes, counted from 0");
                }
                kinds[(first + anchor) * classes + object.kind()] = 1;
                placed[first + anchor] = 1f / (BoxCoding.LENGTH * found);
                double[] code = coding.encode(boxes.get(anchor), object.box());
                for (int place = 0; place < code.length; place++) {
                    codes[(first + anchor) * BoxCoding.LENGTH + place] = (float) code[place];
                }
            }
        }
    }

    Tensor kindTensor() {
        return Tensor.of(kinds, pictures, anchors, classes);
    }

    Tensor judgedTensor() {
        return Tensor.of(judged, pictures, anchors, 1);
    }

    Tensor codeTensor() {
        return Tensor.of(codes, pictures, anchors, BoxCoding.LENGTH);
    }

    Tensor placedTensor() {
        return Tensor.of(placed, pictures, anchors, 1);
    }
}
