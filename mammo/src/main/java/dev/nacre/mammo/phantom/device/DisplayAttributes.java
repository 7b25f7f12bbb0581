package dev.nacre.mammo.phantom.device;

import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.Vr;
import dev.nacre.mammo.image.GreyPicture;

/** What a file says about showing its picture: windows or look-up tables that fit the levels of the breast. */
final class DisplayAttributes {
    private static final double DARK = 0.02;
    private static final double BRIGHT = 0.998;
    /** Fat is shown dark, not black: so much of the range lies below the darkest tissue. */
    private static final double BELOW = 0.2;
    private static final int TABLE_BITS = 12;

    private final DeviceStyle style;
    private final double low;
    private final double high;

    DisplayAttributes(DeviceStyle style, GreyPicture picture) {
        this.style = style;
        int[] histogram = new int[1 << picture.bits()];
        int inside = 0;
        for (short level : picture.levels()) {
            if (level != 0) {
                histogram[Short.toUnsignedInt(level)]++;
                inside++;
            }
        }
        int dark = quantile(histogram, DARK * inside);
        int bright = quantile(histogram, BRIGHT * inside);
        double one = style.stored((int) Math.max(0, dark - BELOW * (bright - dark)));
        double other = style.stored(bright);
        low = Math.min(one, other);
        high = Math.max(Math.max(one, other), low + 16);
    }

    private static int quantile(int[] histogram, double rank) {
        int level = 0;
        long below = histogram[0];
        while (level < histogram.length - 1 && below <= rank) {
            below += histogram[++level];
        }
        return level;
    }

    void addTo(DataSetBuilder builder) {
        double centre = Math.rint((low + high) / 2);
        double width = Math.rint(high - low);
        switch (style.display()) {
            case WINDOW -> builder.numbers(Tag.WINDOW_CENTER, centre).numbers(Tag.WINDOW_WIDTH, width);
            case WINDOWS -> builder.numbers(Tag.WINDOW_CENTER, centre, centre, centre)
                    .numbers(Tag.WINDOW_WIDTH, width, Math.rint(0.75 * width), Math.rint(1.3 * width))
                    .text(Tag.WINDOW_EXPLANATION, "NORMAL", "HARDER", "SOFTER");
            case TABLES -> builder.items(Tag.VOI_LUT_SEQUENCE, table("NORMAL", 1), table("HARDER", 1.5));
            case SIGMOID -> builder.numbers(Tag.WINDOW_CENTER, centre)
                    .numbers(Tag.WINDOW_WIDTH, Math.rint(0.7 * width)).text(Tag.VOI_LUT_FUNCTION, "SIGMOID");
        }
    }

    /** An S-shaped curve over all stored values. */
    private DataSet table(String explanation, double slope) {
        int entries = 1 << style.bits();
        int most = (1 << TABLE_BITS) - 1;
        byte[] data = new byte[Short.BYTES * entries];
        for (int value = 0; value < entries; value++) {
            double part = Math.clamp(0.5 + slope * ((value - low) / (high - low) - 0.5), 0, 1);
            int entry = (int) Math.rint(most * (0.5 * part + 0.5 * part * part * (3 - 2 * part)));
            data[2 * value] = (byte) entry;
            data[2 * value + 1] = (byte) (entry >>> Byte.SIZE);
        }
        return new DataSetBuilder().numbers(Tag.LUT_DESCRIPTOR, Vr.US, entries, 0, TABLE_BITS)
                .text(Tag.LUT_EXPLANATION, explanation).bytes(Tag.LUT_DATA, Vr.OW, data).build();
    }
}
