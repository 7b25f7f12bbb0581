package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.util.function.Supplier;

/** How a recipe turns stored levels into levels with which it goes on. */
public sealed interface LevelPolicy {
    /**
     * The levels of one picture.
     *
     * @param mammogram the picture
     * @param area the part that counts
     * @param invert whether to make high levels bright where the file says that they are dark
     * @param breast finds the breast, where a policy looks at it alone
     * @throws InputException if the picture has no range of levels
     */
    LevelMapping map(Mammogram mammogram, PixelBox area, boolean invert, Supplier<BreastRegion> breast);

    /** What {@link #fromJson} reads. */
    Json.Fields toJson();

    /** Stored levels as they are; inverted ones counted from the highest level of the area downwards. */
    record Stored() implements LevelPolicy {
        @Override
        public LevelMapping map(Mammogram mammogram, PixelBox area, boolean invert,
                Supplier<BreastRegion> breast) {
            boolean inverts = invert && mammogram.inverted();
            int highest = inverts ? LevelExtremes.of(mammogram.stored(), area).highest() : 0;
            short[] table = new short[1 << mammogram.stored().bits()];
            for (int level = 0; level < table.length; level++) {
                table[level] = (short) (inverts ? Math.max(0, highest - level) : level);
            }
            return new LevelMapping(inverts ? highest + " minus stored levels" : "stored levels", 0, table);
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "stored");
        }
    }

    /**
     * The lowest level of the area becomes 0, the highest 255, fractions are cut off: what Mammo-CLIP's preprocessing
     * does, without any window.
     */
    record MinimumMaximum() implements LevelPolicy {
        private static final int BITS = 8;
        private static final int WHITE = 255;

        @Override
        public LevelMapping map(Mammogram mammogram, PixelBox area, boolean invert,
                Supplier<BreastRegion> breast) {
            LevelExtremes extremes = LevelExtremes.of(mammogram.stored(), area);
            int lowest = extremes.lowest();
            double range = extremes.highest() - lowest;
            if (range == 0) {
                throw new InputException("picture " + mammogram.name() + " is constant: every pixel has level "
                        + lowest + ", so it shows no breast; remove it or export it again");
            }
            boolean inverts = invert && mammogram.inverted();
            short[] table = new short[1 << mammogram.stored().bits()];
            for (int level = 0; level < table.length; level++) {
                double part = Math.clamp((inverts ? extremes.highest() - level : level - lowest) / range, 0, 1);
                table[level] = (short) (part * WHITE);
            }
            return new LevelMapping("levels " + lowest + " to " + extremes.highest() + (inverts ? ", inverted" : ""),
                    BITS, table);
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "minimum_maximum");
        }
    }

    /**
     * One of the file's own windows or look-up tables, in 16 bits; where it has none, percentiles of the breast.
     * Padding becomes black.
     *
     * @param choice which of them, counted from 1 in the file's order
     * @param otherwise for files without
     */
    record Display(int choice, Percentiles otherwise) implements LevelPolicy {
        public Display {
            if (choice < 1) {
                throw new IllegalArgumentException("windows are counted from 1, got " + choice);
            }
        }

        @Override
        public LevelMapping map(Mammogram mammogram, PixelBox area, boolean invert,
                Supplier<BreastRegion> breast) {
            if (mammogram.displays().isEmpty()) {
                return otherwise.map(mammogram, area, invert, breast);
            }
            if (choice > mammogram.displays().size()) {
                throw new InputException("picture " + mammogram.name() + " has " + mammogram.displays().size()
                        + " windows and look-up tables, number " + choice + " was asked for: choose a lower one");
            }
            DisplayTable display = mammogram.displays().get(choice - 1);
            boolean inverts = invert && mammogram.inverted();
            short[] table = new short[1 << mammogram.stored().bits()];
            for (int level = 0; level < table.length; level++) {
                int shown = inverts ? DisplayTable.WHITE - display.level(level) : display.level(level);
                table[level] = mammogram.isPadding(level) ? 0 : (short) shown;
            }
            return new LevelMapping(display.name() + (inverts ? ", inverted" : ""), Percentiles.BITS, table);
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "display").with("choice", choice).with("otherwise", otherwise.toJson());
        }
    }

    /**
     * Percentiles of the breast become black and white, in 16 bits: robust against burned-in markers, which the
     * extremes of a picture are not. Padding becomes black.
     *
     * @param low percentile that becomes 0
     * @param high percentile that becomes 65535
     */
    record Percentiles(double low, double high) implements LevelPolicy {
        /** The range that {@code oriented} uses. */
        public static final Percentiles ROBUST = new Percentiles(0.5, 99.5);
        private static final int BITS = 16;

        public Percentiles {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new IllegalArgumentException("percentiles need 0 <= low < high <= 100, got " + low + " and "
                        + high);
            }
        }

        @Override
        public LevelMapping map(Mammogram mammogram, PixelBox area, boolean invert,
                Supplier<BreastRegion> breast) {
            boolean inverts = invert && mammogram.inverted();
            BreastRegion region = breast.get();
            double lowest = region.percentile(inverts ? 100 - high : low);
            double highest = region.percentile(inverts ? 100 - low : high);
            if (!(highest > lowest)) {
                throw new InputException("picture " + mammogram.name() + " has the same level, " + lowest
                        + ", nearly everywhere in the breast, so it shows no tissue; remove it or export it again");
            }
            short[] table = new short[1 << mammogram.stored().bits()];
            for (int level = 0; level < table.length; level++) {
                double part = Math.clamp((level - lowest) / (highest - lowest), 0, 1);
                table[level] = mammogram.isPadding(level) ? 0
                        : (short) Math.rint((inverts ? 1 - part : part) * DisplayTable.WHITE);
            }
            return new LevelMapping("levels " + lowest + " to " + highest + (inverts ? ", inverted" : ""), BITS, table);
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "percentiles").with("low", low).with("high", high);
        }
    }

    /**
     * The policy that {@link #toJson} describes.
     *
     * @throws JsonException if it describes none
     */
    static LevelPolicy fromJson(Json json) {
        String kind = json.get("kind").text();
        return switch (kind) {
            case "stored" -> new Stored();
            case "minimum_maximum" -> new MinimumMaximum();
            case "percentiles" -> new Percentiles(json.get("low").decimal(), json.get("high").decimal());
            case "display" -> new Display(Math.toIntExact(json.get("choice").whole()),
                    new Percentiles(json.get("otherwise").get("low").decimal(),
                            json.get("otherwise").get("high").decimal()));
            default -> throw new JsonException("there is no level policy '" + kind + "'");
        };
    }
}
