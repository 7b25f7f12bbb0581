package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which regions above a threshold are kept.
 *
 * @param leastSquareMillimetres smaller ones are left out; 0 to keep calcifications
 * @param most how many are kept, those of the highest mean
 */
public record RegionChoice(double leastSquareMillimetres, int most) {
    /** At least 25 mm², at most five. */
    public static final RegionChoice RECOMMENDED = new RegionChoice(25, 5);
    /** Of any size: a calcification is smaller than a millimetre. */
    public static final RegionChoice CALCIFICATIONS = new RegionChoice(0, 5);

    /**
     * The regions, the highest mean first.
     *
     * @param threshold pixels of at least that value belong to them
     * @param pixelMillimetres distance of neighbouring pixels of the map
     */
    public List<FoundRegion> of(PictureMap map, double threshold, double pixelMillimetres) {
        double pixel = pixelMillimetres * pixelMillimetres;
        return Region.components(map.atLeast(threshold)).stream()
                .filter(region -> region.area() * pixel >= leastSquareMillimetres)
                .map(region -> measured(region, map))
                .sorted(Comparator.comparingDouble((FoundRegion region) -> -region.mean())).limit(most).toList();
    }

    /** The pixels of regions, in a mask of the map's size. */
    public static Mask mask(List<FoundRegion> regions, int height, int width) {
        boolean[] inside = new boolean[Math.multiplyExact(height, width)];
        for (FoundRegion found : regions) {
            Region.Pixels region = found.region();
            for (int row = region.box().y0(); row < region.box().y1(); row++) {
                for (int column = region.box().x0(); column < region.box().x1(); column++) {
                    inside[row * width + column] |= region.at(row, column);
                }
            }
        }
        return new Mask(height, width, inside);
    }

    private static FoundRegion measured(Region.Pixels region, PictureMap map) {
        double[] values = new double[(int) region.area()];
        int count = 0;
        for (int row = region.box().y0(); row < region.box().y1(); row++) {
            for (int column = region.box().x0(); column < region.box().x1(); column++) {
                if (region.at(row, column)) {
                    values[count++] = map.values()[row * map.width() + column];
                }
            }
        }
        return new FoundRegion(region, Arrays.stream(values).sum() / count, Arrays.stream(values).max().orElseThrow());
    }
}
