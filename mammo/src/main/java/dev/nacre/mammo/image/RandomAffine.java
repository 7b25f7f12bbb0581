package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/** Draws affine maps of a picture about its centre. */
public sealed interface RandomAffine {
    /** The map that a key stands for, in a picture of this size. */
    PlaneAffine draw(int height, int width, Key key);

    /** What lies beyond the picture. */
    Beyond beyond();

    /** What lies beyond a picture of these levels. */
    default Border border(float[] levels) {
        return new Border.Constant(beyond().level(levels));
    }

    /** Which level lies beyond a picture. */
    enum Beyond {
        /** 0. */
        BLACK,
        /** The lowest of the picture. */
        LOWEST;

        private float level(float[] levels) {
            if (this == BLACK) {
                return 0;
            }
            float lowest = Float.POSITIVE_INFINITY;
            for (float level : levels) {
                lowest = Math.min(lowest, level);
            }
            return lowest;
        }
    }

    /**
     * From ranges that are symmetric about no change: scale, then shear, then rotation, then shift. What comes from
     * outside gets the picture's lowest level.
     *
     * @param rotation largest angle in degrees, either way
     * @param translation largest shift as a part of the width and of the height, either way
     * @param scaling largest change of size as a part, either way and for each axis; 0.2 means 0.8 to 1.2
     * @param shear largest angle in degrees, either way and for each axis
     */
    record Symmetric(double rotation, double translation, double scaling, double shear) implements RandomAffine {
        /** Refuses ranges that hold a map which flattens pictures. */
        public Symmetric {
            if (!(scaling >= 0 && scaling < 1) || !(Math.abs(shear) < 45)) {
                throw new IllegalArgumentException("an affine map needs a scaling in [0, 1) and a shear below 45"
                        + " degrees, got " + scaling + " and " + shear);
            }
        }

        @Override
        public PlaneAffine draw(int height, int width, Key key) {
            PlaneAffine linear = PlaneAffine.scale(1 + within(scaling, key, 6), 1 + within(scaling, key, 7))
                    .then(new PlaneAffine(1, tangent(within(shear, key, 4)), 0, tangent(within(shear, key, 5)), 1, 0))
                    .then(rotated(within(rotation, key, 3)));
            return about(linear, height, width, within(translation, key, 8), within(translation, key, 9));
        }

        @Override
        public Beyond beyond() {
            return Beyond.LOWEST;
        }

        private static double within(double range, Key key, long position) {
            return range * (2 * key.uniform(position) - 1);
        }
    }

    /**
     * The skew that Mammo-CLIP trained with, because its library (albumentations 1.4.7) took single numbers as
     * constants: shear along y by -20 degrees, scales drawn from 0.8 to 1.2 for each axis, shear along x and rotation
     * by -20 degrees as that library counts them, and a shift by a tenth of the width and of the height. What comes
     * from outside is black, level 0.
     */
    record Paper() implements RandomAffine {
        private static final double ANGLE = 20;
        private static final double SHIFT = 0.1;
        private static final double SCALING = 0.2;

        @Override
        public PlaneAffine draw(int height, int width, Key key) {
            double scaleX = 1 + SCALING * (2 * key.uniform(6) - 1);
            double scaleY = 1 + SCALING * (2 * key.uniform(7) - 1);
            PlaneAffine linear = new PlaneAffine(1, 0, 0, -tangent(ANGLE), 1, 0)
                    .then(PlaneAffine.scale(scaleX, scaleY))
                    .then(new PlaneAffine(1, tangent(ANGLE), 0, 0, 1, 0))
                    .then(rotated(-ANGLE));
            return about(linear, height, width, SHIFT, SHIFT);
        }

        @Override
        public Beyond beyond() {
            return Beyond.BLACK;
        }
    }

    /** A rotation about the origin; positive angles, in degrees, turn from x to y. */
    static PlaneAffine rotated(double angle) {
        // StrictMath gives the same bits in the interpreter and in compiled code.
        double cosine = StrictMath.cos(Math.toRadians(angle));
        double sine = StrictMath.sin(Math.toRadians(angle));
        return new PlaneAffine(cosine, -sine, 0, sine, cosine, 0);
    }

    private static double tangent(double angle) {
        return StrictMath.tan(Math.toRadians(angle));
    }

    private static PlaneAffine about(PlaneAffine linear, int height, int width, double shiftX, double shiftY) {
        return PlaneAffine.shift(-width / 2.0, -height / 2.0).then(linear)
                .then(PlaneAffine.shift(width / 2.0 + shiftX * width, height / 2.0 + shiftY * height));
    }
}
