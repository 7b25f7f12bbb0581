package dev.nacre.nn.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Boxes of fixed shapes around every place of every level, which a detector moves and judges (Lin et al. 2017, §4). A
 * place of level l stands for 2^l pixels in each direction; anchors around it have the sides of some such strides times
 * each scale, at each ratio with the area of the square.
 *
 * @param firstLevel the finest level
 * @param levels how many levels there are
 * @param strides side of an anchor of scale 1, in strides of its level
 * @param scales factors on the side
 * @param ratios of height to width
 */
public record AnchorGrid(int firstLevel, int levels, double strides, List<Double> scales, List<Double> ratios) {
    /** Levels 3 to 7, four strides, three scales and three ratios: sides from 32 pixels. */
    public static final AnchorGrid RETINA_NET = new AnchorGrid(3, 5, 4, List.of(1.0, Math.cbrt(2), Math.cbrt(4)),
            List.of(0.5, 1.0, 2.0));

    /** Copies the lists. */
    public AnchorGrid {
        scales = List.copyOf(scales);
        ratios = List.copyOf(ratios);
        if (scales.isEmpty() || ratios.isEmpty() || firstLevel < 0 || levels < 1 || !(strides > 0)) {
            throw new IllegalArgumentException("a grid of " + levels + " levels from " + firstLevel + " with sides of "
                    + strides + " strides, scales " + scales
                    + " and ratios " + ratios + " has no anchor: give at least one of each, and sides above 0");
        }
    }

    /** The same grid with other sides. @param pixels side of the smallest square */
    public AnchorGrid withSmallest(double pixels) {
        return new AnchorGrid(firstLevel, levels, pixels / (1 << firstLevel) / scales.getFirst(), scales, ratios);
    }

    /** Whether some anchor has such an overlap with a box of this size, if it lies around the same place. */
    public boolean reaches(BoundingBox box, double overlap) {
        List<BoundingBox> shapes = new ArrayList<>();
        for (int number = 0; number < levels; number++) {
            around((box.x0() + box.x1()) / 2, (box.y0() + box.y1()) / 2, strides * (1 << firstLevel + number), shapes);
        }
        return shapes.stream().anyMatch(shape -> shape.overlap(box) >= overlap);
    }

    /** Anchors around each place: a group for each ratio, in it one of each scale. */
    public int perPlace() {
        return scales.size() * ratios.size();
    }

    /** How many anchors there are on maps of these sizes. */
    public int count(List<MapSize> maps) {
        return maps.stream().mapToInt(map -> map.places() * perPlace()).reduce(0, Math::addExact);
    }

    /**
     * All anchors, in the order of a detector's output: level by level, row by row, place by place.
     *
     * @param maps sizes of the levels' maps, the finest first; they need not follow from the picture's size
     */
    public List<BoundingBox> anchors(List<MapSize> maps) {
        if (maps.size() != levels) {
            throw new IllegalArgumentException("a grid of " + levels + " levels and " + maps.size()
                    + " maps: give a size for each level");
        }
        List<BoundingBox> anchors = new ArrayList<>(count(maps));
        for (int number = 0; number < levels; number++) {
            int stride = 1 << firstLevel + number;
            MapSize map = maps.get(number);
            for (int row = 0; row < map.height(); row++) {
                for (int column = 0; column < map.width(); column++) {
                    around((column + 0.5) * stride, (row + 0.5) * stride, strides * stride, anchors);
                }
            }
        }
        return anchors;
    }

    private void around(double x, double y, double base, List<BoundingBox> anchors) {
        for (double ratio : ratios) {
            for (double scale : scales) {
                double halfWidth = base * scale / Math.sqrt(ratio) / 2;
                double halfHeight = halfWidth * ratio;
                anchors.add(new BoundingBox(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));
            }
        }
    }
}
