package dev.nacre.mammo.task.attribution;

import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts a map to the test (Petsiuk et al. 2018, "RISE"): the breast is cut into blocks, and these are taken away, or put
 * back, in the order of the map. Where the map is right, the score falls at once when the most important blocks are
 * taken away (deletion), and rises at once when they are put into an empty breast (insertion). A block that is taken
 * away has the breast's mean; the background stays.
 *
 * @param side rows and columns of a block, in pixels
 * @param steps in which all blocks are taken away
 * @param batch pictures that are scored together
 */
public record BlockRemoval(int side, int steps, int batch) {
    /** Refuses what removes nothing. */
    public BlockRemoval {
        if (side < 1 || steps < 1 || batch < 1) {
            throw new IllegalArgumentException("blocks of " + side + " pixels in " + steps + " steps, " + batch
                    + " pictures together: give at least 1 of each");
        }
    }

    /**
     * The score against the share of blocks that were taken away, or put back.
     *
     * @param scores at equal distances from none to all blocks; not copied
     */
    public record Curve(double[] scores) {
        /** The area under the curve, by the trapezoid rule, of a width of 1: the mean score on the way. */
        public double area() {
            double sum = (scores[0] + scores[scores.length - 1]) / 2;
            for (int step = 1; step < scores.length - 1; step++) {
                sum += scores[step];
            }
            return sum / (scores.length - 1);
        }
    }

    /** The highest blocks are taken away first: the smaller the area, the better the map. */
    public Curve deletion(PictureScore score, ExplainedPicture picture, PictureMap map) {
        return curve(score, picture, map, true);
    }

    /** The highest blocks are put back first: the larger the area, the better the map. */
    public Curve insertion(PictureScore score, ExplainedPicture picture, PictureMap map) {
        return curve(score, picture, map, false);
    }

    private Curve curve(PictureScore score, ExplainedPicture picture, PictureMap map, boolean deletes) {
        if (map.height() != picture.height() || map.width() != picture.width()) {
            throw new IllegalArgumentException("a map of " + map.height() + " x " + map.width() + " does not fit a"
                    + " picture of " + picture.height() + " x " + picture.width() + ": enlarge it");
        }
        int[] order = order(picture, map);
        int blocks = Arrays.stream(order).max().orElse(0) + 1;
        double[] scores = new double[steps + 1];
        for (int first = 0; first < scores.length; first += batch) {
            int count = Math.min(batch, scores.length - first);
            float[] values = new float[Math.multiplyExact(count, order.length)];
            for (int step = 0; step < count; step++) {
                long changed = Math.round((double) (first + step) * blocks / steps);
                put(picture, order, changed, deletes, values, step * order.length);
            }
            System.arraycopy(score.of(new PictureBatch(count, picture.height(), picture.width(), values)), 0, scores,
                    first, count);
        }
        return new Curve(scores);
    }

    private static void put(ExplainedPicture picture, int[] order, long changed, boolean deletes, float[] values,
            int start) {
        float mean = picture.mean();
        for (int index = 0; index < order.length; index++) {
            boolean taken = order[index] >= 0 && order[index] < changed == deletes;
            values[start + index] = taken ? mean : picture.values()[index];
        }
    }

    /** Of each pixel, which place its block has, the highest mean of the map first; −1 outside the breast. */
    private int[] order(ExplainedPicture picture, PictureMap map) {
        int across = Math.ceilDiv(picture.width(), side);
        double[] sums = new double[across * Math.ceilDiv(picture.height(), side)];
        int[] counts = new int[sums.length];
        int[] order = new int[picture.values().length];
        for (int index = 0; index < order.length; index++) {
            int block = index / picture.width() / side * across + index % picture.width() / side;
            order[index] = picture.breast().inside()[index] ? block : -1;
            if (order[index] >= 0) {
                sums[block] += map.values()[index];
                counts[block]++;
            }
        }
        List<Integer> blocks = new ArrayList<>();
        for (int block = 0; block < sums.length; block++) {
            if (counts[block] > 0) {
                blocks.add(block);
            }
        }
        blocks.sort(Comparator.comparingDouble(block -> -sums[block] / counts[block]));
        int[] places = new int[sums.length];
        for (int place = 0; place < blocks.size(); place++) {
            places[blocks.get(place)] = place;
        }
        for (int index = 0; index < order.length; index++) {
            order[index] = order[index] < 0 ? -1 : places[order[index]];
        }
        return order;
    }
}
