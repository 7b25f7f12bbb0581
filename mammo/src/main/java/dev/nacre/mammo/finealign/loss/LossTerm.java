package dev.nacre.mammo.finealign.loss;

import java.util.Locale;

/** A part of the coarse-to-fine model's loss (specification §1.4, §2.4 to §2.7). */
public enum LossTerm {
    /** Exams and reports find each other: L_g. */
    GLOBAL,
    /** Exams of which reports say more alike are more alike: L_c2f. */
    GRADED,
    /** The two views of a breast find each other: L_cv, the precursor's intra-modal part. */
    VIEWS,
    /** Words find their places: L_w, the precursor's local part. */
    WORDS,
    /** Abnormal sentences find their places: L_s. */
    SENTENCES,
    /** Sentences are told from wrong versions of themselves: L_hn. */
    EDITS,
    /** The maps explain the picture: L_rec. */
    RECONSTRUCTION,
    /** Denser breasts have more veil: the ranking of L_den. */
    DENSITY,
    /** Breasts are suspicious or calm by their brightest awareness: L_mil. */
    SIDES,
    /** Calm breasts are dark: L_neg. */
    CALM,
    /** No more than a tenth of a breast is bright: L_area. */
    AREA,
    /** Muscles and rims of breasts are dark: L_pec. */
    PECTORAL,
    /** Where nothing lies over the fat, it is dark; not in the specification. */
    NOTHING,
    /** Sentences show where it is to be bright: L_txt. */
    TEXT,
    /** Both views are bright at the same depth: L_depth. */
    DEPTH,
    /** The enhanced picture still fits its report: L_suff. */
    SUFFICIENCY,
    /** Without what is bright, a breast fits its abnormal sentences less: L_comp. */
    COMPLEMENT;

    /** Its name in files and on command lines, such as {@code global}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it needs the maps of the abnormality-aware decoder. */
    boolean needsMaps() {
        return ordinal() >= RECONSTRUCTION.ordinal();
    }
}
