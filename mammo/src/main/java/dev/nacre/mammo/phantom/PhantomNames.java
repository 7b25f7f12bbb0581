package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomPatient;

/**
 * Where the files of an exam are, relative to the folder of the set.
 *
 * @param patient whose exam
 * @param exam which
 */
record PhantomNames(PhantomPatient patient, PhantomExam exam) {
    String picture(Laterality laterality, View view) {
        return pictures() + "/" + letter(laterality) + "_" + view + ".dcm";
    }

    String mask(Laterality laterality, View view, ExamLesion lesion) {
        return masks() + "/" + letter(laterality) + "_" + view + "_" + lesion.number() + "_"
                + lesion.lesion().kind().words().replace(' ', '-') + ".png";
    }

    String pictures() {
        return "images/" + patient.name() + "/" + examName();
    }

    String masks() {
        return "masks/" + patient.name() + "/" + examName();
    }

    static String letter(Laterality laterality) {
        return laterality == Laterality.LEFT ? "L" : "R";
    }

    private String examName() {
        return "exam-" + exam.number();
    }
}
