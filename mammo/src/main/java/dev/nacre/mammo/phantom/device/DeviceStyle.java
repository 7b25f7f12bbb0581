package dev.nacre.mammo.phantom.device;

/**
 * Makes of mammography units that do not exist, each with a way of writing files that real makes have, too. What is
 * bright in a picture is high in the stored values of all but {@link #GARNET}.
 */
public enum DeviceStyle {
    /** One window. */
    FERN("Phantom Fern", 12, false, Display.WINDOW, "TUNGSTEN", "RHODIUM"),
    /** Dark values are high; three windows. */
    GARNET("Phantom Garnet", 12, true, Display.WINDOWS, "MOLYBDENUM", "MOLYBDENUM"),
    /** 14 bits and look-up tables. */
    HERON("Phantom Heron", 14, false, Display.TABLES, "TUNGSTEN", "SILVER"),
    /** A window with the form of a sigmoid, and a value that stands for the surroundings. */
    IRIS("Phantom Iris", 12, false, Display.SIGMOID, "TUNGSTEN", "ALUMINUM");

    /** How a file says in which greys it wants to be shown. */
    enum Display { WINDOW, WINDOWS, TABLES, SIGMOID }

    private final String manufacturer;
    private final int bits;
    private final boolean inverted;
    private final Display display;
    private final String target;
    private final String filter;

    DeviceStyle(String manufacturer, int bits, boolean inverted, Display display, String target, String filter) {
        this.manufacturer = manufacturer;
        this.bits = bits;
        this.inverted = inverted;
        this.display = display;
        this.target = target;
        this.filter = filter;
    }

    /** The name in files, which begins with the word Phantom. */
    public String manufacturer() {
        return manufacturer;
    }

    /** Bits of a stored value. */
    public int bits() {
        return bits;
    }

    /** Whether high stored values are dark (MONOCHROME1). */
    public boolean inverted() {
        return inverted;
    }

    Display display() {
        return display;
    }

    /** Material of the anode. */
    String target() {
        return target;
    }

    /** Material of the filter. */
    String filter() {
        return filter;
    }

    /** The stored value of a level of 12 bits. */
    int stored(int level) {
        int most = (1 << bits) - 1;
        int scaled = (level * most + 2047) / 4095;
        return inverted ? most - scaled : scaled;
    }
}
