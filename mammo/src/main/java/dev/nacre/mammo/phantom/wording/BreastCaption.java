package dev.nacre.mammo.phantom.wording;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is told of one breast to a model that learns from pictures and texts: a short findings section and an
 * impression. Each says of a mass and of calcifications whether there are any; no sentence says both that something is
 * there and that something is not. Nothing is told that the picture does not show: no biopsy, no earlier exam. The side
 * is left to the table's own column, so that a mirrored picture still fits its text.
 *
 * @param findings what is seen
 * @param impression what it amounts to
 */
public record BreastCaption(String findings, String impression) {
    private static final Wording MASS = Wording.of(
            "There is %2$s mass with %3$s margins in the %1$s.", "There is a mass in the %1$s.", "A mass is seen.",
            "Mass, %4$s, with %3$s border.");
    private static final Wording NO_MASS = Wording.of(
            "There is no mass.", "No mass is seen in this breast.", "The tissue holds no mass.");
    private static final Wording CALCIFICATION = Wording.of(
            "There is a cluster of calcifications in the %1$s.", "%3$s calcifications are seen.",
            "%3$s %2$s calcifications.", "There are %3$s %2$s calcifications in the %1$s.");
    private static final Wording NO_CALCIFICATION = Wording.of(
            "There are no grouped calcifications.", "No cluster of calcifications is seen.",
            "The breast shows no clustered calcifications.");
    private static final Wording DISTORTION = Wording.of(
            "There is architectural distortion in the %1$s.", "Architectural distortion is seen.");
    private static final Wording ASYMMETRY = Wording.of(
            "There is a focal asymmetry in the %1$s.", "A focal asymmetry is seen.");
    private static final Map<DensityClass, Wording> DENSITIES = Map.of(
            DensityClass.A, Wording.of("The breast is almost entirely fatty.", "Breast density: type A."),
            DensityClass.B, Wording.of("Scattered areas of fibroglandular density.", "Breast density: type B."),
            DensityClass.C, Wording.of("The tissue is heterogeneously dense.", "Breast density: type C."),
            DensityClass.D, Wording.of("The tissue is extremely dense.", "Breast density: type D."));
    private static final Wording WITH_MASS = Wording.of("Mass.", "%1$s mass.", "There is a mass.");
    private static final Wording WITHOUT_MASS = Wording.of("No mass.", "There is no mass.");
    private static final Wording WITH_CALCIFICATION = Wording.of("Calcification cluster.",
            "%1$s calcification cluster.", "There is a cluster of calcifications.");
    private static final Wording WITHOUT_CALCIFICATION = Wording.of("No calcification cluster.",
            "There is no cluster of calcifications.");
    private static final Wording CATEGORY = Wording.of("", "BI-RADS %1$s.", "Category: BI-RADS %1$s.");

    /** A caption in the wording that a key picks; another key gives another wording of the same truth. */
    public static BreastCaption of(ExamBreast breast, DensityClass density, Key key) {
        return new BreastCaption(findings(breast, density, key.child(0)), impression(breast, key.child(1)));
    }

    /** The two sections in order. */
    public List<String> sections() {
        return List.of(findings, impression);
    }

    private static String findings(ExamBreast breast, DensityClass density, Key key) {
        List<String> sentences = new ArrayList<>();
        sentences.add(told(breast, Lesion.Kind.MASS).map(ExamLesion::lesion).map(Mass.class::cast)
                .map(mass -> MASS.say(key.child(0), mass.place().region(),
                        LesionWords.withArticle(LesionWords.word(mass.shape())), LesionWords.word(mass.margin()),
                        LesionWords.word(mass.shape())))
                .orElseGet(() -> NO_MASS.say(key.child(0))));
        sentences.add(told(breast, Lesion.Kind.CALCIFICATION).map(ExamLesion::lesion)
                .map(CalcificationCluster.class::cast).map(cluster -> CALCIFICATION.say(key.child(1),
                        cluster.place().region(), LesionWords.word(cluster.morphology()),
                        LesionWords.word(cluster.distribution())))
                .orElseGet(() -> NO_CALCIFICATION.say(key.child(1))));
        told(breast, Lesion.Kind.DISTORTION).ifPresent(lesion ->
                sentences.add(DISTORTION.say(key.child(2), lesion.lesion().place().region())));
        told(breast, Lesion.Kind.ASYMMETRY).ifPresent(lesion ->
                sentences.add(ASYMMETRY.say(key.child(3), lesion.lesion().place().region())));
        if (key.below(2, 0) == 0) {
            Collections.swap(sentences, 0, 1);
        }
        sentences.add(key.below(2, 1) == 0 ? 0 : sentences.size(), DENSITIES.get(density).say(key.child(4)));
        return String.join(" ", sentences);
    }

    private static String impression(ExamBreast breast, Key key) {
        List<String> sentences = new ArrayList<>();
        sentences.add(whether(breast, Lesion.Kind.MASS, WITH_MASS, WITHOUT_MASS, key.child(0)));
        sentences.add(whether(breast, Lesion.Kind.CALCIFICATION, WITH_CALCIFICATION, WITHOUT_CALCIFICATION,
                key.child(1)));
        told(breast, Lesion.Kind.DISTORTION).ifPresent(lesion -> sentences.add("Architectural distortion."));
        told(breast, Lesion.Kind.ASYMMETRY).ifPresent(lesion -> sentences.add("Asymmetry."));
        sentences.add(CATEGORY.say(key.child(2), breast.birads().code()));
        return String.join(" ", sentences).strip();
    }

    private static String whether(ExamBreast breast, Lesion.Kind kind, Wording with, Wording without, Key key) {
        return told(breast, kind).map(lesion -> with.say(key, grave(lesion.category()) ? "Suspicious"
                : "Probably benign")).orElseGet(() -> without.say(key));
    }

    private static boolean grave(Birads category) {
        return category.number() >= Birads.SUSPICIOUS.number();
    }

    private static Optional<ExamLesion> told(ExamBreast breast, Lesion.Kind kind) {
        return breast.reported().stream().filter(lesion -> lesion.lesion().kind() == kind).findFirst();
    }
}
