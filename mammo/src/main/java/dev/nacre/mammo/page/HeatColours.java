package dev.nacre.mammo.page;

import dev.nacre.core.io.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * How high values shine over a picture: from violet over red to yellow, brighter all the way, so that it also reads
 * without colour vision; low ones let the picture through.
 */
public final class HeatColours {
    private static final int[] STOPS = {0x2b0b57, 0x6a1677, 0xad2a63, 0xe35933, 0xfb9f1f, 0xfaf08c};
    private static final double CLEAR_BELOW = 0.25;
    private static final double FULL_FROM = 0.8;
    private static final double MOST_OPAQUE = 0.66;
    private static final int BYTE = 255;

    private HeatColours() {
    }

    /** Alpha, red, green and blue of a value from 0 to 1, as pictures hold them. */
    public static int argb(double value) {
        double within = Math.clamp(value, 0, 1);
        double place = within * (STOPS.length - 1);
        int below = Math.min((int) place, STOPS.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = STOPS[below] >> shift & BYTE;
            int to = STOPS[below + 1] >> shift & BYTE;
            colour |= (int) Math.rint(from + (place - below) * (to - from)) << shift;
        }
        double opacity = MOST_OPAQUE * Math.clamp((within - CLEAR_BELOW) / (FULL_FROM - CLEAR_BELOW), 0, 1);
        return (int) Math.rint(BYTE * opacity) << 24 | colour;
    }

    /** Red, green, blue and alpha of 256 values, for the script. */
    public static Json palette() {
        Stream<Json> numbers = Stream.iterate(0, level -> level + 1).limit(BYTE + 1).flatMap(level -> {
            int colour = argb((double) level / BYTE);
            return Stream.of(colour >> 16 & BYTE, colour >> 8 & BYTE, colour & BYTE, colour >>> 24)
                    .map(Json.Whole::new);
        });
        return new Json.Items(numbers.toList());
    }

    /** For a strip that explains the colours. */
    public static String gradient() {
        List<String> stops = Stream.iterate(0, index -> index + 1).limit(STOPS.length)
                .map(index -> String.format("#%06x", STOPS[index])).toList();
        return "linear-gradient(90deg, " + String.join(", ", stops) + ")";
    }
}
