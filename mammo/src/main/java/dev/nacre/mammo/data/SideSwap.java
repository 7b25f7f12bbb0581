package dev.nacre.mammo.data;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Rewrites a text for the mirror image of its picture: the words left and right are exchanged, and so are hours of the
 * clock face on both sides of twelve ("2 o'clock" and "10 o'clock"), which tell places in a breast. Capitals stay as
 * they were. Other words, "cleft" or "bilateral" among them, and abbreviations such as "L" or "RMLO" are left alone.
 */
public final class SideSwap {
    private static final Pattern SIDE = Pattern.compile("(?<![\\p{L}\\p{N}_])(?:left|right)(?![\\p{L}\\p{N}_])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOUR = Pattern.compile("(?<![\\p{L}\\p{N}_:.])(1[0-2]|[1-9])(:[0-5][0-9])?"
            + "(?=[\\s-]*o['\u2019]?[\\s-]*clock)", Pattern.CASE_INSENSITIVE);
    private static final int HALF_DAY = 12 * 60;

    private SideSwap() {
    }

    /** The text for the mirror image; applied twice, it gives the text back. */
    public static String mirrored(String text) {
        String sides = SIDE.matcher(text).replaceAll(match -> other(match.group()));
        return HOUR.matcher(sides).replaceAll(SideSwap::opposite);
    }

    private static String other(String side) {
        boolean left = side.toLowerCase(Locale.ROOT).equals("left");
        String word = left ? "right" : "left";
        if (Character.isLowerCase(side.charAt(0))) {
            return word;
        }
        return Character.isLowerCase(side.charAt(1)) ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
                : word.toUpperCase(Locale.ROOT);
    }

    private static String opposite(MatchResult hour) {
        int minutes = hour.group(2) == null ? 0 : Integer.parseInt(hour.group(2).substring(1));
        int mirrored = Math.floorMod(HALF_DAY - 60 * Integer.parseInt(hour.group(1)) - minutes, HALF_DAY);
        int hours = mirrored < 60 ? 12 : mirrored / 60;
        return hour.group(2) == null ? Integer.toString(hours)
                : String.format(Locale.ROOT, "%d:%02d", hours, mirrored % 60);
    }
}
