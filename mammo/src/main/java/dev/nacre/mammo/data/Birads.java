package dev.nacre.mammo.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An assessment category of BI-RADS, the reporting scale of the American College of Radiology. */
public enum Birads {
    INCOMPLETE("0"),
    NEGATIVE("1"),
    BENIGN("2"),
    PROBABLY_BENIGN("3"),
    /** Suspicious, without a finer category. */
    SUSPICIOUS("4"),
    LOW_SUSPICION("4a"),
    MODERATE_SUSPICION("4b"),
    HIGH_SUSPICION("4c"),
    HIGHLY_SUGGESTIVE("5"),
    KNOWN_MALIGNANCY("6");

    // Data frames with gaps write whole numbers as 4.0.
    private static final Pattern WRITTEN =
            Pattern.compile("(?:BI-?RADS)?[\\s:]*([0-6][abc]?)(?:\\.0)?", Pattern.CASE_INSENSITIVE);

    private final String code;

    Birads(String code) {
        this.code = code;
    }

    /** The category as reports write it: 0 to 6, with 4a to 4c. */
    public String code() {
        return code;
    }

    /** The category without its letter, 0 to 6. */
    public int number() {
        return code.charAt(0) - '0';
    }

    /** What a table holds: {@code 4}, {@code 4.0}, {@code 4a}, {@code BI-RADS 4}; anything else is not one. */
    public static Optional<Birads> named(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        String code = written.group(1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(category -> category.code.equals(code)).findFirst();
    }
}
