package dev.nacre.mammo.report;

/** Why a sentence tells a model more than the mammogram shows. */
public enum Leak implements Term {
    PATHOLOGY,
    ULTRASOUND,
    MRI,
    CONTRAST,
    PRIOR;

    @Override
    public String family() {
        return "leak";
    }
}
