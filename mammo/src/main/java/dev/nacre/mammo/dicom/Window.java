package dev.nacre.mammo.dicom;

/**
 * A window on values (PS3.3 C.11.2.1.2 and C.11.2.1.3).
 *
 * @param function form of the curve
 * @param center the value shown as medium grey; for {@link Function#LINEAR} half a level above it
 * @param width of the range that is spread over all greys
 */
record Window(Function function, double center, double width) {
    /** The forms of the standard. */
    enum Function { LINEAR, LINEAR_EXACT, SIGMOID }

    /** Whether the formula is defined. */
    boolean isUsable() {
        return Double.isFinite(center) && Double.isFinite(width)
                && (function == Function.LINEAR ? width >= 1 : width > 0);
    }

    /** The grey of a value, 0 to 1. */
    double grey(double value) {
        return switch (function) {
            case LINEAR -> width == 1 ? value <= center - 0.5 ? 0 : 1
                    : Math.clamp((value - (center - 0.5)) / (width - 1) + 0.5, 0.0, 1.0);
            case LINEAR_EXACT -> Math.clamp((value - center) / width + 0.5, 0.0, 1.0);
            // StrictMath gives the same bits everywhere, and these become pixels.
            case SIGMOID -> 1 / (1 + StrictMath.exp(-4 * (value - center) / width));
        };
    }
}
