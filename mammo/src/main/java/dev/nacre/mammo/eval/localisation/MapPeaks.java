package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A map's peaks as marks: the highest pixel, then the highest of those farther than a distance from it, and so on; each
 * mark is one pixel and scores the map there. Unlike regions above a threshold, which grow together long before all
 * lesions are found, peaks can find every lesion. Of equal pixels the first row by row counts.
 *
 * @param distance within which a peak hides lower ones, in pixels, above 0
 * @param most peaks of a picture
 */
public record MapPeaks(double distance, int most) {
    /** Refuses what would mark every pixel, or none. */
    public MapPeaks {
        if (!(distance > 0) || most < 1) {
            throw new IllegalArgumentException("peaks " + distance + " pixels apart, at most " + most
                    + ": give a distance above 0 and at least 1");
        }
    }

    /**
     * The peaks, the highest first.
     *
     * @param map {@code [height, width]}
     * @param searched where peaks are looked for, of the map's size
     */
    public List<ScoredRegion> of(float[] map, Mask searched) {
        if (map.length != searched.inside().length) {
            throw new IllegalArgumentException("a map of " + map.length + " pixels and a mask of "
                    + searched.inside().length);
        }
        int width = searched.width();
        // Sorting is stable, so equal pixels stay in their order.
        int[] order = IntStream.range(0, map.length).filter(index -> searched.inside()[index]).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -map[index])).mapToInt(Integer::intValue)
                .toArray();
        boolean[] hidden = new boolean[map.length];
        List<ScoredRegion> peaks = new ArrayList<>();
        for (int index : order) {
            if (hidden[index]) {
                continue;
            }
            int row = index / width;
            int column = index % width;
            peaks.add(new ScoredRegion(new Region.Pixels(new PixelBox(column, row, column + 1, row + 1),
                    new Mask(1, 1, new boolean[] {true})), map[index]));
            if (peaks.size() == most) {
                break;
            }
            hide(hidden, row, column, searched.height(), width);
        }
        return peaks;
    }

    private void hide(boolean[] hidden, int row, int column, int height, int width) {
        int reach = (int) distance;
        for (int y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++) {
            for (int x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++) {
                if (Math.hypot(y - row, x - column) <= distance) {
                    hidden[y * width + x] = true;
                }
            }
        }
    }
}
