package dev.nacre.mammo.dicom;

/** A value representation: how the bytes of an element are to be understood (PS3.5 section 6.2). */
public enum Vr {
    AE(Kind.ASCII), AS(Kind.ASCII), AT(Kind.TAGS, 2), CS(Kind.ASCII), DA(Kind.ASCII), DS(Kind.ASCII), DT(Kind.ASCII),
    FD(Kind.NUMBERS, 8), FL(Kind.NUMBERS, 4), IS(Kind.ASCII), LO(Kind.TEXT), LT(Kind.ONE_TEXT), OB(Kind.BYTES, 1),
    OD(Kind.BYTES, 8), OF(Kind.BYTES, 4), OL(Kind.BYTES, 4), OV(Kind.BYTES, 8), OW(Kind.BYTES, 2), PN(Kind.TEXT),
    SH(Kind.TEXT), SL(Kind.NUMBERS, 4), SQ(Kind.ITEMS), SS(Kind.NUMBERS, 2), ST(Kind.ONE_TEXT), SV(Kind.NUMBERS, 8),
    TM(Kind.ASCII), UC(Kind.TEXT), UI(Kind.ASCII), UL(Kind.NUMBERS, 4), UN(Kind.BYTES, 1), UR(Kind.ASCII),
    US(Kind.NUMBERS, 2), UT(Kind.ONE_TEXT), UV(Kind.NUMBERS, 8);

    private enum Kind { ASCII, TEXT, ONE_TEXT, NUMBERS, TAGS, BYTES, ITEMS }

    private static final int LETTERS = 26;
    private static final Vr[] BY_LETTERS = new Vr[LETTERS * LETTERS];

    static {
        for (Vr vr : values()) {
            BY_LETTERS[(vr.name().charAt(0) - 'A') * LETTERS + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    private final Kind kind;
    private final int width;

    Vr(Kind kind) {
        this(kind, 1);
    }

    Vr(Kind kind, int width) {
        this.kind = kind;
        this.width = width;
    }

    /** The VR of a two-letter code, or null if the standard has none such. */
    static Vr of(char first, char second) {
        return first < 'A' || first > 'Z' || second < 'A' || second > 'Z' ? null
                : BY_LETTERS[(first - 'A') * LETTERS + second - 'A'];
    }

    /** Whether values are characters, whatever their character set. */
    boolean isText() {
        return kind == Kind.ASCII || kind == Kind.TEXT || kind == Kind.ONE_TEXT;
    }

    /** Whether the specific character set applies, rather than ASCII alone. */
    boolean hasCharacterSet() {
        return kind == Kind.TEXT || kind == Kind.ONE_TEXT;
    }

    /** Whether a backslash separates several values. */
    boolean isSeparated() {
        return kind == Kind.ASCII && this != UR || kind == Kind.TEXT;
    }

    /** Bytes that are swapped together between byte orders. */
    int width() {
        return width;
    }

    /** Whether explicit VR gives the length in 32 bits after two reserved bytes (PS3.5 section 7.1.2). */
    boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** The byte that fills values of odd length. */
    byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }
}
