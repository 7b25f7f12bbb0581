package dev.nacre.mammo.image;

/**
 * The part of a picture that a recipe keeps, levels mapped, at the resolution of the file. It holds two bytes for each
 * of its pixels, of which there may be twenty million.
 *
 * @param levels  mapped
 * @param fit     the size that it gets, and how
 * @param whole   whether resized levels are rounded
 * @param applied what will have been done once it is resized
 */
public record CutPicture(GreyPicture levels, Fit fit, boolean whole, AppliedRecipe applied) implements RecipePicture {
    @Override
    public PreparedPicture resized() {
        PixelBox place = place();
        float[] resized = resize().apply(levels);
        float[] filled = new float[Math.multiplyExact(fit.height(), fit.width())];
        for (int row = 0; row < place.height(); row++) {
            for (int column = 0; column < place.width(); column++) {
                float level = Math.clamp(resized[row * place.width() + resizedColumn(column, place)], 0f, highest());
                filled[(place.y0() + row) * fit.width() + place.x0() + column] =
                        whole ? (float) Math.rint(level) : level;
            }
        }
        return new PreparedPicture(fit.height(), fit.width(), levels.bits(), filled, applied);
    }

    private PixelBox place() {
        return fit.place(levels.height(), levels.width());
    }

    /** What brings it to its place. */
    Resize resize() {
        PixelBox place = place();
        return fit.method().between(levels.height(), levels.width(), place.height(), place.width());
    }

    private int resizedColumn(int column, PixelBox place) {
        return applied.flipped() ? place.width() - 1 - column : column;
    }

    /** Bytes of its levels on the heap. */
    long bytes() {
        return (long) levels.levels().length * Short.BYTES;
    }

    /** The highest level. */
    int highest() {
        return (1 << levels.bits()) - 1;
    }

    /** How a device makes its rows, of those of the resize, which a flip may exchange afterwards. */
    ResizeTable rows(ResizeAxis axis, boolean flipped) {
        PixelBox place = place();
        return ResizeTable.of(axis, fit.height(), row ->
                (flipped ? fit.height() - 1 - row : row) - place.y0());
    }

    /** How a device makes its columns, of those of the resize, which a flip may exchange afterwards. */
    ResizeTable columns(ResizeAxis axis, boolean flipped) {
        PixelBox place = place();
        return ResizeTable.of(axis, fit.width(), column ->
                resizedColumn((flipped ? fit.width() - 1 - column : column) - place.x0(), place));
    }
}
