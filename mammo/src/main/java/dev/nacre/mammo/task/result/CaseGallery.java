package dev.nacre.mammo.task.result;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.BinaryResult;
import dev.nacre.mammo.eval.cases.Case;
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

/**
 * The cases of a result that tell most: positive ones with the highest scores and with the lowest, and negative ones
 * with the highest. Lesions that the set marked are drawn.
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
        Looked NOBODY_SAYS = (picture, original) -> Optional.empty();

        /** A map, where there is one. */
        Optional<PictureFigure.Heat> at(SetRecord picture, Mammogram original);
    }

    /** Reads their pictures. */
    public List<ShownCase> of(BinaryResult result, Pseudonyms pseudonyms) {
        Question question = result.cases().question();
        String sought = question.classes().get(1);
        Comparator<Case> rising = Comparator.comparingDouble(one -> one.scores()[0]);
        List<Case> positive = result.cases().all().stream().filter(one -> one.label() == 1).sorted(rising).toList();
        List<Case> negative = result.cases().all().stream().filter(one -> one.label() == 0).sorted(rising).toList();
        List<ShownCase> shown = new ArrayList<>();
        add(shown, sought + ": best found", question, positive.reversed(), pseudonyms);
        add(shown, sought + ": least found", question, positive, pseudonyms);
        add(shown, "Most mistaken for " + sought, question, negative.reversed(), pseudonyms);
        return shown;
    }

    private void add(List<ShownCase> shown, String group, Question question, List<Case> ordered,
            Pseudonyms pseudonyms) {
        for (Case one : ordered.subList(0, Math.min(each, ordered.size()))) {
            shown.add(new ShownCase(group, pseudonyms.of(one.patient()), "score "
                    + Figures.signed(one.scores()[0]) + ", truly " + question.classes().get(one.label()),
                    one.pictures().stream().distinct().map(picture -> figure(picture, question)).toList()));
        }
    }

    private PictureFigure figure(SetRecord picture, Question question) {
        Mammogram original = MammogramReader.read(picture.file());
        int height = original.stored().height();
        int width = original.stored().width();
        List<Finding> asked = picture.findings().stream().filter(finding ->
                question.label(picture, finding).orElse(0) == 1).toList();
        List<PlaneBox> truth = MarkedLesion.of(asked, height, width).stream().map(lesion ->
                Region.whole(lesion.mask()).box()).map(box ->
                new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1())).toList();
        return new PictureFigure(picture.side().name().toLowerCase(Locale.ROOT) + " " + picture.view().name()
                + (truth.isEmpty() ? "" : ", a lesion is marked"), ShownOriginal.of(original, recipe,
                PictureFigure.ROWS), height, width, truth, List.of(), looked.at(picture, original));
    }
}
