package dev.nacre.mammo.task.result;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Case;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.eval.localisation.MarkedLesion;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.PictureFigure;
import dev.nacre.mammo.page.ShownOriginal;
import dev.nacre.mammo.prepare.MammogramReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cases to look at, those that tell most. Of a question of two classes: positive ones with the highest scores and with
 * the lowest, and negative ones with the highest. Of several classes: those whose own class stands furthest above all
 * others, and those whose own class stands furthest below another. Lesions that the set marked are drawn.
 *
 * @param recipe of the model, for grey levels
 * @param each   how many of each kind
 * @param looked where the model looked, where somebody can say
 */
public record CaseGallery(PixelRecipe recipe, int each, Looked looked) {
    /** Where a model looked in a picture. */
    @FunctionalInterface
    public interface Looked {
        /** Nobody says. */
        Looked NOBODY_SAYS = (picture, original) -> Look.NOTHING;

        /** What it made of a picture that is shown. @param original the picture as it was read */
        Look at(SetRecord picture, Mammogram original);
    }

    /**
     * What is drawn over a picture.
     *
     * @param heat  where the model looked
     * @param found boxes of what it found, in pixels of the file
     */
    public record Look(Optional<PictureFigure.Heat> heat, List<PlaneBox> found) {
        /** Nothing. */
        public static final Look NOTHING = new Look(Optional.empty(), List.of());

        /** Copies the list. */
        public Look {
            found = List.copyOf(found);
        }

        /** A map alone. */
        public static Look of(PictureFigure.Heat heat) {
            return new Look(Optional.of(heat), List.of());
        }
    }

    /** Another one's look at pictures. */
    public CaseGallery with(Looked other) {
        return new CaseGallery(recipe, each, other);
    }

    /** Those that tell most; reads their pictures. */
    public List<ShownCase> of(Cases cases, Pseudonyms pseudonyms) {
        return cases.question().isBinary() ? ofTwo(cases, pseudonyms) : ofSeveral(cases, pseudonyms);
    }

    private List<ShownCase> ofSeveral(Cases cases, Pseudonyms pseudonyms) {
        Question question = cases.question();
        List<Case> rising = cases.all().stream().sorted(Comparator.comparingDouble(CaseGallery::lead)).toList();
        List<Case> right = rising.reversed().stream().filter(one -> lead(one) > 0).toList();
        List<Case> wrong = rising.stream().filter(one -> lead(one) <= 0).toList();
        Function<Case, String> text = one -> question.classes().get(strongestOther(one)) + " is "
                + String.format(Locale.ROOT, "%.3f", Math.abs(lead(one))) + (lead(one) > 0 ? " below" : " above");
        List<ShownCase> shown = new ArrayList<>();
        shown.addAll(first(question.key() + ": told best", question, right, text, pseudonyms));
        shown.addAll(first(question.key() + ": most mistaken", question, wrong, text, pseudonyms));
        return shown;
    }

    /** How far the score of a case's own class stands above all others. */
    private static double lead(Case one) {
        return one.scores()[one.label()] - one.scores()[strongestOther(one)];
    }

    private static int strongestOther(Case one) {
        int strongest = one.label() == 0 ? 1 : 0;
        for (int other = strongest + 1; other < one.scores().length; other++) {
            strongest = other != one.label() && one.scores()[other] > one.scores()[strongest] ? other : strongest;
        }
        return strongest;
    }

    private List<ShownCase> ofTwo(Cases cases, Pseudonyms pseudonyms) {
        Question question = cases.question();
        String sought = question.classes().get(1);
        Comparator<Case> rising = Comparator.comparingDouble(one -> one.scores()[0]);
        List<Case> positive = cases.all().stream().filter(one -> one.label() == 1).sorted(rising).toList();
        List<Case> negative = cases.all().stream().filter(one -> one.label() == 0).sorted(rising).toList();
        List<ShownCase> shown = new ArrayList<>();
        shown.addAll(first(sought + ": best found", question, positive.reversed(), CaseGallery::score, pseudonyms));
        shown.addAll(first(sought + ": least found", question, positive, CaseGallery::score, pseudonyms));
        shown.addAll(first("Most mistaken for " + sought, question, negative.reversed(), CaseGallery::score,
                pseudonyms));
        return shown;
    }

    private static String score(Case one) {
        return "score " + Figures.signed(one.scores()[0]);
    }

    /**
     * The first of some cases, as a group; reads their pictures.
     *
     * @param text what to say of a case before its truth
     */
    public List<ShownCase> first(String group, Question question, List<Case> ordered, Function<Case, String> text,
            Pseudonyms pseudonyms) {
        return ordered.subList(0, Math.min(each, ordered.size())).stream().map(one -> new ShownCase(group,
                pseudonyms.of(one.patient()), text.apply(one) + ", truly " + question.classes().get(one.label()),
                one.pictures().stream().distinct().map(picture -> figure(picture, question)).toList())).toList();
    }

    /** One picture, with the lesions that the question is about and where the model looked. */
    public PictureFigure figure(SetRecord picture, Question question) {
        Mammogram original = MammogramReader.read(picture.file());
        int height = original.stored().height();
        int width = original.stored().width();
        List<Finding> asked = picture.findings().stream().filter(finding ->
                question.isBinary() && question.label(picture, finding).orElse(0) == 1).toList();
        List<PlaneBox> truth = MarkedLesion.of(asked, height, width).stream().map(lesion ->
                Region.whole(lesion.mask()).box()).map(box ->
                new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1())).toList();
        Look look = looked.at(picture, original);
        return new PictureFigure(picture.side().name().toLowerCase(Locale.ROOT) + " " + picture.view().name()
                + (truth.isEmpty() ? "" : ", a lesion is marked"), ShownOriginal.of(original, recipe,
                PictureFigure.ROWS), height, width, truth, look.found(), look.heat());
    }
}
