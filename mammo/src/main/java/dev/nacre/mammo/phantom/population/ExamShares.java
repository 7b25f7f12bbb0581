package dev.nacre.mammo.phantom.population;

/**
 * What exams are like. All are shares from 0 to 1.
 *
 * @param priors of women with one to three earlier exams, one to five years before the current one
 * @param missingViews of exams in which one or two of the four views are missing
 * @param markers of breasts on whose skin the technologist put a ball of lead
 * @param implants of women with implants
 * @param clips of breasts with a clip that a biopsy left
 */
public record ExamShares(double priors, double missingViews, double markers, double implants, double clips) {
    /** Half of the women with earlier exams; everything else now and then. */
    public static final ExamShares USUAL = new ExamShares(0.5, 0.05, 0.05, 0.03, 0.1);
    /** Single exams of four views. */
    public static final ExamShares CURRENT_AND_COMPLETE = new ExamShares(0, 0, 0.05, 0, 0.1);

    /** @throws dev.nacre.nn.InputException if one is no share; one sentence */
    public ExamShares {
        LesionShares.check("women with earlier exams", priors);
        LesionShares.check("exams with missing views", missingViews);
        LesionShares.check("breasts with a skin marker", markers);
        LesionShares.check("women with implants", implants);
        LesionShares.check("breasts with a clip", clips);
    }
}
