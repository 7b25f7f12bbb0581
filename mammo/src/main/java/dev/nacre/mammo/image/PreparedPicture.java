package dev.nacre.mammo.image;

/**
 * A picture after a recipe, before the normalisation. The array is row-major and not copied.
 *
 * @param height rows
 * @param width columns
 * @param bits of the levels, 1 to 16; levels are whole where the recipe chose the bits itself
 * @param levels {@code [height, width]}, 0 to 2^bits − 1
 * @param applied what was done
 */
public record PreparedPicture(int height, int width, int bits, float[] levels, AppliedRecipe applied)
        implements RecipePicture {
    /**
     * Numbers as a network takes them, for a {@link PictureFeed#ofNumbers}: from 0 to 1 as levels of one bit are, and
     * below and above where a normalisation took them.
     */
    public static PreparedPicture ofNumbers(int height, int width, float[] numbers, AppliedRecipe applied) {
        return new PreparedPicture(height, width, 1, numbers, applied);
    }

    @Override
    public PreparedPicture resized() {
        return this;
    }
}
