package dev.nacre.mammo.image;

/**
 * How many pixels have each grey level. The array is not copied.
 *
 * @param pixels of all levels together
 * @param counts of each level, {@code [levels]}, at most 65,536
 */
public record GreyHistogram(int pixels, int[] counts) {
    /** Refuses counts that do not add up. */
    public GreyHistogram {
        long sum = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a histogram counts " + count + " pixels of one level");
            }
            sum += count;
        }
        if (counts.length < 1 || counts.length > 1 << Short.SIZE || sum != pixels) {
            throw new IllegalArgumentException("a histogram of " + counts.length + " levels counts " + sum
                    + " pixels, not " + pixels);
        }
    }

    /** Of the pixels of a box. */
    public static GreyHistogram of(GreyPicture picture, PixelBox box) {
        box.within(picture.height(), picture.width());
        int[] counts = new int[1 << picture.bits()];
        short[] levels = picture.levels();
        for (int row = box.y0(); row < box.y1(); row++) {
            int begin = row * picture.width() + box.x0();
            count(levels, begin, begin + box.width(), counts);
        }
        return new GreyHistogram(box.width() * box.height(), counts);
    }

    /** Counts runs at once: in a background, increments of one counter would wait for each other. */
    private static void count(short[] levels, int begin, int end, int[] counts) {
        short level = levels[begin];
        int start = begin;
        for (int index = begin + 1; index < end; index++) {
            if (levels[index] != level) {
                counts[Short.toUnsignedInt(level)] += index - start;
                level = levels[index];
                start = index;
            }
        }
        counts[Short.toUnsignedInt(level)] += end - start;
    }

    /** Of all pixels. */
    public static GreyHistogram of(GreyPicture picture) {
        return of(picture, PixelBox.of(picture));
    }

    /** Of the pixels in a mask; perhaps none. */
    public static GreyHistogram of(GreyPicture picture, Mask mask) {
        if (picture.height() != mask.height() || picture.width() != mask.width()) {
            throw new IllegalArgumentException("a mask of " + mask.height() + " x " + mask.width()
                    + " for a picture of " + picture.height() + " x " + picture.width());
        }
        int[] counts = new int[1 << picture.bits()];
        short[] levels = picture.levels();
        boolean[] inside = mask.inside();
        int pixels = 0;
        for (int index = 0; index < inside.length; index++) {
            if (inside[index]) {
                counts[Short.toUnsignedInt(levels[index])]++;
                pixels++;
            }
        }
        return new GreyHistogram(pixels, counts);
    }
}
