package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PlanePoint;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the box of a lesion when its picture is moved. */
public enum MovedBox {
    /**
     * The box around the image of the ellipse inside the box: lesions are round rather than square, and stay as large
     * as they are when they turn.
     */
    ELLIPSE {
        @Override
        public BoundingBox of(BoundingBox box, PlaneAffine map) {
            PlanePoint centre = map.apply((box.x0() + box.x1()) / 2, (box.y0() + box.y1()) / 2);
            double across = Math.hypot(map.xx() * box.width() / 2, map.xy() * box.height() / 2);
            double down = Math.hypot(map.yx() * box.width() / 2, map.yy() * box.height() / 2);
            return new BoundingBox(centre.x() - across, centre.y() - down, centre.x() + across, centre.y() + down);
        }
    },
    /** The box around the images of the corners: so did the library that Mammo-CLIP trained its detectors with. */
    CORNERS {
        @Override
        public BoundingBox of(BoundingBox box, PlaneAffine map) {
            PlaneBox moved = new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1()).mapped(map);
            return new BoundingBox(moved.x0(), moved.y0(), moved.x1(), moved.y1());
        }
    };

    private static final double LEAST_SHOWN = 0.25;

    /** The new box; the same in both ways where sides stay along the axes. */
    public abstract BoundingBox of(BoundingBox box, PlaneAffine map);

    /**
     * Lesions of a moved picture, clipped to it, without those of whose area less than a quarter shows: nobody would
     * mark a lesion by its rim.
     */
    List<LabelledBox> shown(List<LabelledBox> lesions, PlaneAffine map, int height, int width) {
        List<LabelledBox> shown = new ArrayList<>();
        for (LabelledBox lesion : lesions) {
            BoundingBox moved = of(lesion.box(), map);
            BoundingBox clipped = moved.clipped(height, width);
            if (clipped.area() > 0 && clipped.area() >= LEAST_SHOWN * moved.area()) {
                shown.add(new LabelledBox(clipped, lesion.kind()));
            }
        }
        return shown;
    }
}
