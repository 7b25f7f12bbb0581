package dev.nacre.mammo.phantom.wording;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.History;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.report.Assessment;
import dev.nacre.mammo.report.FindingTemplates;
import dev.nacre.mammo.report.Language;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a report that are about single breasts. */
final class FindingsWords {
    private static final FindingTemplates TEMPLATES = new FindingTemplates(Language.ENGLISH);
    private static final Wording MASS = Wording.of(
            "%1$s mass with %2$s margins in the %3$s of the %4$s breast at %5$s.",
            "In the %3$s of the %4$s breast at %5$s lies a mass, %1$s in shape and %2$s at its border.");
    private static final Wording CALCIFICATION = Wording.of(
            "%1$s calcifications, %2$s, in the %3$s of the %4$s breast at %5$s.",
            "In the %3$s of the %4$s breast there are %2$s %1$s calcifications at %5$s.");
    private static final Wording DISTORTION = Wording.of(
            "Architectural distortion in the %3$s of the %4$s breast at %5$s.",
            "In the %3$s of the %4$s breast the tissue shows architectural distortion at %5$s.");
    private static final Wording ASYMMETRY = Wording.of("%1$s asymmetry in the %3$s of the %4$s breast at %5$s.",
            "In the %3$s of the %4$s breast there is a %1$s asymmetry at %5$s.");
    private static final Wording SIZE = Wording.of("It measures %1$d mm.", "Size %1$d mm.");
    private static final Wording EXTENT = Wording.of("They extend over %1$d mm.", "Extent %1$d mm.");
    private static final Map<History, Wording> HISTORIES = Map.of(
            History.FIRST_SEEN, Wording.of(""),
            History.NEW, Wording.of("This is new.", "This was not described before."),
            History.LARGER, Wording.of("This has grown since the earlier pictures.",
                    "This is more marked than on the earlier pictures."),
            History.UNCHANGED, Wording.of("This is as it was.", "This has not changed."),
            History.STABLE, Wording.of("This has been stable for two years or more.",
                    "This has not changed for more than two years."),
            History.PROVEN_BENIGN, Wording.of("The biopsy of this was harmless.", "This is known and harmless."),
            History.PROVEN_MALIGNANT, Wording.of("This is the known carcinoma."));
    private static final Wording NOTHING = Wording.of(
            "No suspicious mass, calcification or distortion is seen in the %1$s breast.",
            "The %1$s breast shows no mass, no grouped calcifications and no architectural distortion.",
            "No mass or grouped calcifications on the %1$s.");
    private static final Map<Incidental.Kind, Wording> HARMLESS = Map.of(
            Incidental.Kind.COARSE_CALCIFICATION, Wording.of("A coarse calcification in the %1$s breast.",
                    "The %1$s breast holds a coarse calcification."),
            Incidental.Kind.VESSEL_CALCIFICATION, Wording.of("Vascular calcifications in the %1$s breast.",
                    "On the %1$s there are vascular calcifications."),
            Incidental.Kind.LYMPH_NODE, Wording.of("An intramammary lymph node in the %1$s breast."),
            Incidental.Kind.CLIP, Wording.of("A biopsy clip in the %1$s breast."));
    private static final Wording IMPLANT = Wording.of("There is an implant in the %1$s breast.");
    private static final Wording CATEGORY = Wording.of("%1$s breast: BI-RADS %2$s.",
            "BI-RADS category %2$s on the %1$s.", "%1$s: BI-RADS %2$s.");
    private static final Map<Birads, Wording> ADVICE = Map.of(
            Birads.INCOMPLETE, Wording.of("Further views are needed.", "To be completed by additional views."),
            Birads.NEGATIVE, Wording.of("Routine screening.", ""),
            Birads.BENIGN, Wording.of("Routine screening.", ""),
            Birads.PROBABLY_BENIGN, Wording.of("To be seen again in six months."),
            Birads.LOW_SUSPICION, Wording.of("Tissue sampling is advised."),
            Birads.MODERATE_SUSPICION, Wording.of("Tissue sampling is advised."),
            Birads.HIGH_SUSPICION, Wording.of("Tissue sampling is advised.", "To be sampled soon."),
            Birads.HIGHLY_SUGGESTIVE, Wording.of("To be sampled soon."),
            Birads.KNOWN_MALIGNANCY, Wording.of("Treatment as planned."));

    private final PhantomExam exam;
    private final Key key;

    FindingsWords(PhantomExam exam, Key key) {
        this.exam = exam;
        this.key = key;
    }

    /** The right breast comes first in some reports, and some have a heading for each breast. */
    String findings() {
        boolean headings = key.below(2, 0) == 0;
        List<String> parts = new ArrayList<>();
        for (ExamBreast breast : inOrder()) {
            String side = LesionWords.side(breast.laterality());
            String text = String.join(" ", sentences(breast, key.child(side)));
            parts.add(headings ? Wording.of("%1$s breast: ").say(key, side) + text : text);
        }
        return String.join(headings ? "\n" : " ", parts);
    }

    private List<ExamBreast> inOrder() {
        return key.below(2, 1) == 0 ? exam.breasts() : exam.breasts().reversed();
    }

    private List<String> sentences(ExamBreast breast, Key own) {
        List<String> sentences = new ArrayList<>();
        String side = LesionWords.side(breast.laterality());
        if (breast.breast().implant()) {
            sentences.add(IMPLANT.say(own, side));
        }
        for (ExamLesion lesion : breast.reported()) {
            lesion(lesion, breast, own.child(lesion.number()), sentences);
        }
        if (breast.reported().isEmpty()) {
            sentences.add(NOTHING.say(own.child(0), side));
        }
        Set<Incidental.Kind> told = EnumSet.noneOf(Incidental.Kind.class);
        for (Incidental found : breast.breast().incidentals()) {
            if (HARMLESS.containsKey(found.kind()) && told.add(found.kind())) {
                sentences.add(HARMLESS.get(found.kind()).say(own.child(found.kind().name()), side));
            }
        }
        return sentences;
    }

    private static void lesion(ExamLesion lesion, ExamBreast breast, Key own, List<String> sentences) {
        boolean template = own.below(3, 0) == 0;
        sentences.add(template ? TEMPLATES.sentence(LesionWords.finding(lesion, breast), own.child(0))
                : described(lesion, breast, own.child(0)));
        switch (lesion.lesion()) {
            case Mass mass -> sentences.add(SIZE.say(own.child(1), Math.round(2 * mass.radius())));
            case CalcificationCluster cluster ->
                    sentences.add(EXTENT.say(own.child(1), Math.round(2 * cluster.radius())));
            case ArchitecturalDistortion distortion -> {
            }
            case Asymmetry asymmetry -> {
            }
        }
        String history = HISTORIES.get(lesion.history()).say(own.child(2));
        if (!history.isEmpty()) {
            sentences.add(history);
        }
    }

    private static String described(ExamLesion lesion, ExamBreast breast, Key own) {
        String side = LesionWords.side(breast.laterality());
        String region = lesion.lesion().place().region();
        String depth = LesionWords.depthWords(lesion, breast);
        return switch (lesion.lesion()) {
            case Mass mass -> MASS.say(own, LesionWords.word(mass.shape()), LesionWords.word(mass.margin()), region,
                    side, depth);
            case CalcificationCluster cluster -> CALCIFICATION.say(own, LesionWords.word(cluster.morphology()),
                    LesionWords.word(cluster.distribution()), region, side, depth);
            case ArchitecturalDistortion distortion -> DISTORTION.say(own, "", "", region, side, depth);
            case Asymmetry asymmetry -> ASYMMETRY.say(own, lesion.history() == History.LARGER
                    || lesion.history() == History.NEW ? "developing" : "focal", "", region, side, depth);
        };
    }

    String impression() {
        List<String> sentences = new ArrayList<>();
        Birads left = exam.breast(Laterality.LEFT).birads();
        boolean alike = left == exam.breast(Laterality.RIGHT).birads();
        if (alike && key.below(2, 2) == 0) {
            sentences.add(TEMPLATES.sentence(new Assessment(left, EnumSet.of(Laterality.LEFT,
                    Laterality.RIGHT)), key.child("both")));
            sentences.add(ADVICE.get(left).say(key.child("advice")));
        } else {
            for (ExamBreast breast : inOrder()) {
                Key own = key.child("impression").child(breast.laterality().ordinal());
                summary(breast, own, sentences);
                sentences.add(own.below(3, 0) == 0 ? TEMPLATES.sentence(
                        new Assessment(breast.birads(), Set.of(breast.laterality())), own.child(0))
                        : CATEGORY.say(own.child(0), LesionWords.side(breast.laterality()), breast.birads().code()));
                sentences.add(ADVICE.get(breast.birads()).say(own.child(1)));
            }
        }
        return String.join(" ", sentences.stream().filter(sentence -> !sentence.isEmpty()).toList());
    }

    private static void summary(ExamBreast breast, Key own, List<String> sentences) {
        String side = LesionWords.side(breast.laterality());
        for (ExamLesion lesion : breast.reported()) {
            if (own.uniform(10 + lesion.number()) < 0.5) {
                String kind = lesion.lesion().kind() == Lesion.Kind.CALCIFICATION ? "calcifications"
                        : lesion.lesion().kind().words();
                sentences.add(Wording.of("%1$s in the %2$s breast.", "%1$s on the %2$s.")
                        .say(own.child(2).child(lesion.number()), kind, side));
            }
        }
    }
}
