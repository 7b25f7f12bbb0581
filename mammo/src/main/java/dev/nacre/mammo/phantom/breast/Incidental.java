package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;
import java.util.Locale;

/**
 * Something bright that no report has to worry about: what keeps brightness from giving the answer.
 *
 * @param kind what it is
 * @param place where it lies; a skin lesion and a skin marker lie on the skin over it
 * @param size its radius, or its length, in millimetres
 * @param key of its form
 */
public record Incidental(Kind kind, BreastPoint place, double size, Key key) {
    /** What there is. */
    public enum Kind {
        /** A textured ball of glandular tissue, as large as a mass. */
        GLANDULAR_ISLAND,
        /** One small calcification far from others. */
        SINGLE_CALCIFICATION,
        /** A large, very dense calcification of an old fibroadenoma. */
        COARSE_CALCIFICATION,
        /** Calcified walls of a vessel: two rows of grains. */
        VESSEL_CALCIFICATION,
        /** A round mark of the skin with a dark rim of air. */
        SKIN_LESION,
        /** Metal left by a biopsy. */
        CLIP,
        /** A bean with a hilum of fat. */
        LYMPH_NODE,
        /** A ball of lead that the technologist put on the skin. */
        SKIN_MARKER;

        /** As tables say it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
