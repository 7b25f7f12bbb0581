package dev.nacre.mammo.phantom.wording;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.report.FindingTemplates;
import dev.nacre.mammo.report.Language;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a report that are about the exam as a whole. */
final class ExamWords {
    private static final FindingTemplates TEMPLATES = new FindingTemplates(Language.ENGLISH);
    private static final Wording SCREENING = Wording.of("Screening.", "Routine screening mammography.",
            "Screening mammogram of a woman of %1$d years, without complaints.", "Annual check.");
    private static final Wording KNOWN = Wording.of("Staging before treatment.",
            "Examination before planned surgery.");
    private static final Wording VIEWS = Wording.of("Digital mammography, CC and MLO views of both breasts.",
            "Two standard views of each breast.", "Craniocaudal and mediolateral oblique views were taken.");
    private static final Wording MISSING = Wording.of("The %2$s view of the %1$s breast was not obtained.",
            "%2$s view on the %1$s side missing.");
    private static final Wording MARKER = Wording.of("A lead ball was put on the skin of the %1$s breast.");
    private static final Wording NONE = Wording.of("None.", "No earlier pictures at hand.", "First exam.");
    private static final Wording EARLIER = Wording.of("Exam of %1$s.", "Mammography of %1$s.",
            "The pictures of %1$s were looked at beside these.");
    private static final Map<DensityClass, Wording> COMPOSITIONS = Map.of(
            DensityClass.A, Wording.of("Both breasts are almost entirely fatty."),
            DensityClass.B, Wording.of("There are scattered areas of fibroglandular density."),
            DensityClass.C, Wording.of("Both breasts are heterogeneously dense.",
                    "Both breasts are heterogeneously dense, which makes mammography less sensitive."),
            DensityClass.D, Wording.of("Both breasts are extremely dense.",
                    "Both breasts are extremely dense, which makes mammography much less sensitive."));
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final PhantomExam exam;
    private final Key key;

    ExamWords(PhantomExam exam, Key key) {
        this.exam = exam;
        this.key = key;
    }

    String indication() {
        boolean known = exam.breasts().stream().anyMatch(breast -> breast.birads() == Birads.KNOWN_MALIGNANCY);
        return (known ? KNOWN : SCREENING).say(key.child(0), exam.age());
    }

    String technique() {
        List<String> sentences = new ArrayList<>(List.of(VIEWS.say(key.child(1))));
        for (ExamBreast breast : exam.breasts()) {
            String side = LesionWords.side(breast.laterality());
            for (View view : View.values()) {
                if (!breast.views().contains(view)) {
                    sentences.add(MISSING.say(key.child(2), side, view));
                }
            }
            if (breast.breast().incidentals().stream()
                    .anyMatch(found -> found.kind() == Incidental.Kind.SKIN_MARKER)) {
                sentences.add(MARKER.say(key.child(3), side));
            }
        }
        return String.join(" ", sentences);
    }

    String comparison() {
        return exam.previous().map(date -> EARLIER.say(key.child(4), date.format(MONTH)))
                .orElseGet(() -> NONE.say(key.child(4)));
    }

    String composition() {
        return key.below(2, 0) == 0 ? COMPOSITIONS.get(exam.density()).say(key.child(5))
                : TEMPLATES.sentence(exam.density(), key.child(5));
    }
}
