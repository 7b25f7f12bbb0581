package dev.nacre.mammo.phantom;

import java.util.Locale;

/**
 * Something bright that is no lesion: what keeps brightness from giving the answer.
 *
 * @param kind what it is
 * @param place where it lies, the same in both views
 * @param size its radius or length in centimetres
 */
public record Benign(Kind kind, LesionPlace place, double size) {
    /** What there is. */
    public enum Kind {
        /** A blurred, textured blob of glandular tissue, as large and as dense as a mass. */
        GLANDULAR_ISLAND,
        /** One small calcification far from others. */
        SINGLE_CALCIFICATION,
        /** A large, very bright calcification. */
        COARSE_CALCIFICATION,
        /** Calcified walls of a vessel: two rows of dots. */
        VESSEL_CALCIFICATION,
        /** A round mark of the skin with a dark rim of air. */
        SKIN_LESION,
        /** Metal left by a biopsy. */
        CLIP,
        /** A small bean with a dark notch of fat. */
        LYMPH_NODE;

        /** As tables say it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
