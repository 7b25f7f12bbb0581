package dev.nacre.mammo.phantom.wording;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.population.PhantomExam;

/**
 * A radiologist's report about a phantom's exam, from the truth alone.
 *
 * @param indication why the exam was made
 * @param technique what was taken
 * @param comparison with which earlier exam
 * @param composition of the breasts
 * @param findings of each breast
 * @param impression what it amounts to, with a category for each breast
 */
public record ExamReport(String indication, String technique, String comparison, String composition, String findings,
        String impression) {
    /** A report in the wording that a key picks; another key gives another wording of the same truth. */
    public static ExamReport of(PhantomExam exam, Key key) {
        ExamWords exams = new ExamWords(exam, key.child(0));
        FindingsWords findings = new FindingsWords(exam, key.child(1));
        return new ExamReport(exams.indication(), exams.technique(), exams.comparison(), exams.composition(),
                findings.findings(), findings.impression());
    }

    /** All of it, with headings. */
    public String text() {
        return "INDICATION: " + indication + "\nTECHNIQUE: " + technique + "\nCOMPARISON: " + comparison
                + "\nFINDINGS: " + composition + "\n" + findings + "\nIMPRESSION: " + impression + "\n";
    }
}
