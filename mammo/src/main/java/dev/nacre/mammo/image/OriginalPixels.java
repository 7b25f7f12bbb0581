package dev.nacre.mammo.image;

/** Takes what was found in a prepared picture back to the pixels of its file, and what is known there forth. */
public final class OriginalPixels {
    private static final float HALF = 0.5f;
    /** What the longer side of a mammogram shows where its file does not say, in millimetres. */
    private static final double USUAL_SIDE = 240;

    private OriginalPixels() {
    }

    /**
     * A mask on the original pixels: those whose centres lie where the mask, interpolated linearly, is above a half.
     *
     * @param height of the original
     * @param width of the original
     */
    public static Mask mask(Mask prepared, AppliedRecipe applied, int height, int width) {
        return warped(prepared, new AffineWarp(applied.toOriginal(), new Border.Constant(0)), height, width);
    }

    /** A map on the original pixels, interpolated linearly; 0 beyond what the recipe kept. */
    public static PictureMap map(PictureMap prepared, AppliedRecipe applied, int height, int width) {
        return new PictureMap(height, width, new AffineWarp(applied.toOriginal(), new Border.Constant(0))
                .apply(prepared.values(), prepared.height(), prepared.width(), height, width));
    }

    /**
     * A mask of the original in pixels of the prepared picture: those of which at least a half belongs to it. A lesion
     * smaller than that keeps the pixels that hold the most of it.
     */
    public static Mask prepared(Mask original, AppliedRecipe applied, int height, int width) {
        PlaneAffine forth = applied.toPrepared();
        if (Math.abs(forth.determinant()) > 1) {
            // Between enlarged pixels there would be holes.
            return warped(original, new AffineWarp(forth, new Border.Constant(0)), height, width);
        }
        int[] inside = new int[Math.multiplyExact(height, width)];
        int[] all = new int[inside.length];
        int most = 0;
        for (int index = 0; index < original.inside().length; index++) {
            PlanePoint place = forth.apply(index % original.width() + 0.5, index / original.width() + 0.5);
            int row = (int) Math.floor(place.y());
            int column = (int) Math.floor(place.x());
            if (row >= 0 && row < height && column >= 0 && column < width) {
                int pixel = row * width + column;
                all[pixel]++;
                inside[pixel] += original.inside()[index] ? 1 : 0;
                most = Math.max(most, inside[pixel]);
            }
        }
        boolean[] half = new boolean[inside.length];
        boolean any = false;
        for (int pixel = 0; pixel < half.length; pixel++) {
            half[pixel] = inside[pixel] > 0 && 2 * inside[pixel] >= all[pixel];
            any |= half[pixel];
        }
        for (int pixel = 0; !any && most > 0 && pixel < half.length; pixel++) {
            half[pixel] = inside[pixel] == most;
        }
        return new Mask(height, width, half);
    }

    private static Mask warped(Mask mask, AffineWarp warp, int height, int width) {
        float[] values = new float[mask.inside().length];
        for (int index = 0; index < values.length; index++) {
            values[index] = mask.inside()[index] ? 1 : 0;
        }
        float[] moved = warp.apply(values, mask.height(), mask.width(), height, width);
        return new PictureMap(height, width, moved).atLeast(Math.nextUp(HALF));
    }

    /** Distance of neighbouring pixels of a file in millimetres; where it does not say, as if it showed 24 cm. */
    public static double millimetres(Mammogram file) {
        return file.facts().pixelMillimetres().orElse(USUAL_SIDE / Math.max(file.stored().height(),
                file.stored().width()));
    }

    /**
     * Distance of neighbouring pixels of the prepared picture in millimetres.
     *
     * @param originalMillimetres distance of those of the original
     */
    public static double millimetres(AppliedRecipe applied, double originalMillimetres) {
        return originalMillimetres / Math.sqrt(Math.abs(applied.toPrepared().determinant()));
    }
}
