package dev.nacre.mammo.image;

/**
 * One way in which a file wants its levels to be shown: a window or a look-up table, the modality's conversion of
 * values included (DICOM PS3.3 C.11.1 and C.11.2). The array is not copied.
 *
 * @param name what the file calls it, or how it came about ("window 1", "VOI LUT 2"); never free text of the file that
 *     could name a patient
 * @param levels for every stored level of a {@link GreyPicture} the level shown, unsigned, 0 (dark for MONOCHROME2) to
 *     65535; {@code [2^bits]}
 */
public record DisplayTable(String name, short[] levels) {
    /** The highest level shown. */
    public static final int WHITE = 65_535;

    /** The level shown for a stored level, 0 to {@link #WHITE}. */
    public int level(int stored) {
        return Short.toUnsignedInt(levels[stored]);
    }
}
