package dev.nacre.mammo.data;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a breast is glandular tissue, in the four classes of the American College of Radiology. */
public enum DensityClass {
    A,
    B,
    C,
    D;

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(?:DENSITY|ACR)\\s*)?(?:([A-D])|([1-4])(?:\\.0)?)", Pattern.CASE_INSENSITIVE);

    /**
     * What a table holds: a letter or, on the older scale, a number from 1 (fat) to 4, with or without the word density
     * or ACR before it.
     */
    public static Optional<DensityClass> named(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        return Optional.of(written.group(1) != null ? valueOf(written.group(1).toUpperCase(Locale.ROOT))
                : values()[Integer.parseInt(written.group(2)) - 1]);
    }
}
