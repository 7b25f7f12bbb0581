package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;
import java.math.BigDecimal;

/**
 * The lowest grey level that at least this share of all pixels does not exceed; unlike the maximum, few noisy pixels do
 * not decide it.
 *
 * @param share above 0, at most 1
 */
public record GreyPercentile(double share) implements PictureScore {
    private static final int LEVELS = 1 << Short.SIZE;

    /** Refuses a share that no pixel has. */
    public GreyPercentile {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a percentile of the share " + share + ": give more than 0, at most 1");
        }
    }

    @Override
    public double of(GreyPicture picture) {
        int[] pixels = new int[LEVELS];
        for (short level : picture.levels()) {
            pixels[Short.toUnsignedInt(level)]++;
        }
        long wanted = (long) Math.ceil(share * picture.levels().length);
        int level = 0;
        for (long seen = pixels[0]; seen < wanted; seen += pixels[level]) {
            level++;
        }
        return level;
    }

    @Override
    public String description() {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "th percentile";
    }
}
