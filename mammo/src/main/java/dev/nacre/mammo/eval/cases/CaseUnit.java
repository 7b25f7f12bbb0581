package dev.nacre.mammo.eval.cases;

import java.util.Locale;

/** What counts once. */
public enum CaseUnit {
    /**
     * A row of a table of findings, as the published figures on VinDr-Mammo count: a picture with several findings
     * counts several times, with the same score and each finding's own label, one without any counts once.
     */
    FINDING,
    PICTURE,
    /** All pictures of one side at one exam. */
    BREAST,
    /** All pictures of a patient, whatever exam. */
    PATIENT;

    /** For options and pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
