package dev.nacre.mammo.image;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.nn.InputException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The breast in a mammogram as its file holds it, found once for all steps of a recipe: {@link BreastMask} on a
 * picture reduced to at most {@value ReducedMammogram#MOST_SIDE} pixels a side, which is enough for crops and
 * percentiles and many times faster.
 */
public final class BreastRegion {
    /** Less of a difference between both sides, as a part, says nothing. */
    private static final double CLEAR = 0.1;

    private final Mammogram mammogram;
    private final PixelBox area;
    private final Mask reduced;
    private final PixelBox bounds;
    private GreyHistogram histogram;

    private BreastRegion(Mammogram mammogram, PixelBox area, Mask reduced, PixelBox reducedBox) {
        this.mammogram = mammogram;
        this.area = area;
        this.reduced = reduced;
        // Rounded outwards.
        this.bounds = new PixelBox(
                area.x0() + (int) ((long) reducedBox.x0() * area.width() / reduced.width()),
                area.y0() + (int) ((long) reducedBox.y0() * area.height() / reduced.height()),
                area.x0() + (int) Math.ceilDiv((long) reducedBox.x1() * area.width(), (long) reduced.width()),
                area.y0() + (int) Math.ceilDiv((long) reducedBox.y1() * area.height(), (long) reduced.height()));
    }

    /** The breast, found when first asked for; for one thread. */
    static Supplier<BreastRegion> lazily(Mammogram mammogram, PixelBox area) {
        BreastRegion[] found = new BreastRegion[1];
        return () -> {
            if (found[0] == null) {
                found[0] = find(mammogram, area);
            }
            return found[0];
        };
    }

    /**
     * Finds it.
     *
     * @param area the part of the picture that counts
     * @throws InputException if that part is constant
     */
    public static BreastRegion find(Mammogram mammogram, PixelBox area) {
        Optional<Mask> mask = ReducedMammogram.of(mammogram, area).breast();
        return mask.flatMap(Mask::box).map(box -> new BreastRegion(mammogram, area, mask.get(), box))
                .orElseThrow(() -> new InputException("picture " + mammogram.name()
                        + " is constant, so it shows no breast; remove it or export it again"));
    }

    /** The smallest box around it, to about one part in {@value ReducedMammogram#MOST_SIDE} of the picture. */
    public PixelBox bounds() {
        return bounds;
    }

    /**
     * A percentile of the breast's stored levels at full resolution, padding left out.
     *
     * @param percent 0 to 100
     */
    public double percentile(double percent) {
        if (histogram == null) {
            histogram = histogram();
        }
        return Percentile.of(histogram, percent / 100);
    }

    private GreyHistogram histogram() {
        GreyPicture stored = mammogram.stored();
        int[] counts = new int[1 << stored.bits()];
        int pixels = 0;
        for (int row = bounds.y0(); row < bounds.y1(); row++) {
            int maskRow = (int) ((long) (row - area.y0()) * reduced.height() / area.height());
            for (int column = bounds.x0(); column < bounds.x1(); column++) {
                int level = stored.level(row, column);
                int maskColumn = (int) ((long) (column - area.x0()) * reduced.width() / area.width());
                if (reduced.at(maskRow, maskColumn) && !mammogram.isPadding(level)) {
                    counts[level]++;
                    pixels++;
                }
            }
        }
        if (pixels == 0) {
            throw new InputException("picture " + mammogram.name() + " holds nothing but padding where its breast"
                    + " should be; export it again");
        }
        return new GreyHistogram(pixels, counts);
    }

    /**
     * Whether the chest wall is on the right: the side on which the breast ends broadly rather than in a tip. Where
     * both sides are alike, what the file says about the side of the body decides, a right breast being shown with
     * its chest wall on the right.
     */
    public boolean isChestWallRight() {
        PixelBox box = reduced.box().orElseThrow();
        double left = ChestWall.LEFT.breadth(reduced, box);
        double right = ChestWall.RIGHT.breadth(reduced, box);
        if (Math.abs(right - left) > CLEAR * Math.max(left, right)) {
            return right > left;
        }
        return mammogram.facts().laterality().filter(side -> side == Laterality.RIGHT).isPresent();
    }
}
