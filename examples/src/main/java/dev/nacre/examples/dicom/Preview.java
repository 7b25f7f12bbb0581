package dev.nacre.examples.dicom;

import dev.nacre.mammo.image.AreaResize;
import dev.nacre.mammo.image.DisplayTable;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import java.util.Optional;

/** A small picture for people to look at: shown as the file wants it, bright where it means bright, 8 bits. */
final class Preview {
    private static final int LONGEST_SIDE = 1024;
    private static final int WHITE = 255;

    private Preview() {
    }

    static GreyPicture of(Mammogram mammogram) {
        GreyPicture stored = mammogram.stored();
        GreyPicture shown = new GreyPicture(stored.height(), stored.width(), Short.SIZE, shown(mammogram));
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(stored.height(), stored.width()));
        int height = Math.max(1, (int) Math.round(stored.height() * scale));
        int width = Math.max(1, (int) Math.round(stored.width() * scale));
        float[] small = new AreaResize(stored.height(), stored.width(), height, width).apply(shown);
        short[] levels = new short[small.length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.clamp(Math.round(small[index] * WHITE / DisplayTable.WHITE), 0, WHITE);
        }
        return new GreyPicture(height, width, Byte.SIZE, levels);
    }

    private static short[] shown(Mammogram mammogram) {
        Optional<DisplayTable> display = mammogram.displays().stream().findFirst();
        short[] table = display.map(DisplayTable::levels).orElseGet(() -> stretched(mammogram));
        short[] levels = new short[mammogram.stored().levels().length];
        for (int index = 0; index < levels.length; index++) {
            int level = Short.toUnsignedInt(table[Short.toUnsignedInt(mammogram.stored().levels()[index])]);
            levels[index] = (short) (mammogram.inverted() ? DisplayTable.WHITE - level : level);
        }
        return levels;
    }

    /** From the lowest to the highest level that is no padding. */
    private static short[] stretched(Mammogram mammogram) {
        GreyPicture stored = mammogram.stored();
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (short value : stored.levels()) {
            int level = Short.toUnsignedInt(value);
            if (mammogram.facts().padding().isEmpty() || !mammogram.facts().padding().get().contains(level)) {
                least = Math.min(least, level);
                most = Math.max(most, level);
            }
        }
        short[] table = new short[1 << stored.bits()];
        double range = Math.max(1.0, (double) most - least);
        for (int level = 0; level < table.length; level++) {
            table[level] = (short) Math.round(DisplayTable.WHITE * Math.clamp((level - least) / range, 0.0, 1.0));
        }
        return table;
    }
}
