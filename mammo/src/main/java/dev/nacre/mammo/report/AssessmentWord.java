package dev.nacre.mammo.report;

/** A judgement in words. */
public enum AssessmentWord implements Term {
    MALIGNANT,
    SUSPICIOUS,
    BENIGN,
    NO_ABNORMALITY;

    @Override
    public String family() {
        return "word";
    }
}
