package dev.nacre.mammo.image;

import java.util.Arrays;
import java.util.Locale;

/**
 * Brings pictures of one size to another. Results are not rounded and may leave the range of the levels where a method
 * overshoots. A method maps the box of the source onto the whole target: a point (x, y) of the box goes to
 * {@code (x targetWidth / sourceWidth, y targetHeight / sourceHeight)}, see {@link PlaneAffine#scale}.
 *
 * <p>Safe for use by many threads.
 */
public sealed interface Resize permits AreaResize, BilinearResize, LanczosResize {
    /** The methods by name, as recipes store them. */
    enum Method {
        /** {@link AreaResize}. */
        AREA,
        /** {@link BilinearResize}. */
        BILINEAR,
        /** {@link LanczosResize}. */
        LANCZOS;

        /** The resize of this method between two sizes, each at least 1 x 1. */
        public Resize between(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
            return switch (this) {
                case AREA -> new AreaResize(sourceHeight, sourceWidth, targetHeight, targetWidth);
                case BILINEAR -> new BilinearResize(sourceHeight, sourceWidth, targetHeight, targetWidth);
                case LANCZOS -> new LanczosResize(sourceHeight, sourceWidth, targetHeight, targetWidth);
            };
        }

        /** The name in recipes: {@code area}, {@code bilinear} or {@code lanczos}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The method of a name.
         *
         * @throws IllegalArgumentException that lists the names
         */
        public static Method named(String word) {
            return Arrays.stream(values()).filter(method -> method.word().equals(word)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no resize \"" + word + "\"; there are "
                            + Arrays.stream(values()).map(Method::word).toList()));
        }
    }

    /**
     * A part of a picture, resized, {@code [targetHeight, targetWidth]}, row-major. Nothing outside the box is looked
     * at.
     *
     * @param box of the size that this resizes
     */
    float[] apply(GreyPicture picture, PixelBox box);

    /** A whole picture, resized, {@code [targetHeight, targetWidth]}, row-major. */
    default float[] apply(GreyPicture picture) {
        return apply(picture, PixelBox.of(picture));
    }
}
