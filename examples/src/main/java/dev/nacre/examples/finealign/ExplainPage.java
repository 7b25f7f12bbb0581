package dev.nacre.examples.finealign;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.inference.BreastScore;
import dev.nacre.mammo.finealign.inference.PromptSet;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.page.HeatColours;
import dev.nacre.mammo.page.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The page of an exam: one HTML file that needs nothing else. A policy inside it keeps the browser from loading
 * anything, whatever a report says.
 */
final class ExplainPage {
    private static final String NOTICE = "Research use, not for diagnosis.";
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    /** As pictures hang: the right breast on the left, chest walls in the middle. */
    private static final List<ExamView> HANGING = List.of(ExamView.RIGHT_CC, ExamView.LEFT_CC, ExamView.RIGHT_MLO,
            ExamView.LEFT_MLO);

    private final Markup page = new Markup();
    private final ExplainedExam exam;
    private final List<Layer> layers;
    private final List<double[]> ends;

    private ExplainPage(ExplainedExam exam) {
        this.exam = exam;
        Collection<ExplainedView> views = exam.views().values();
        layers = Layer.of(views);
        ends = layers.stream().map(layer -> layer.ends(views)).toList();
    }

    /** The page as text. */
    static String of(ExplainedExam exam) {
        return new ExplainPage(exam).write();
    }

    private String write() {
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "dark");
        page.element("title", "What the model saw in this exam");
        // An empty picture, so that no browser asks a server for one.
        page.empty("link", "rel", "icon", "href", "data:,").style(resource("explain.css")).close();
        page.open("body");
        header();
        page.open("main");
        viewer();
        page.open("div", "class", "side");
        new ReportPanel(page).write(exam.sentences(), exam.leftOut());
        breasts();
        settings();
        page.close().close();
        page.script("application/json", new LinkData(exam).json());
        page.script("text/javascript", resource("explain.js"));
        return page.close().close().page();
    }

    private void header() {
        page.open("header").open("div");
        page.element("h1", "What the model saw in this exam");
        page.element("p", NOTICE, "class", "notice").close();
        page.open("fieldset", "class", "layers").element("legend", "Show");
        for (int number = 0; number < layers.size(); number++) {
            page.open("label");
            if (number == 0) {
                page.empty("input", "type", "radio", "name", "layer", "value", number, "checked", "checked");
            } else {
                page.empty("input", "type", "radio", "name", "layer", "value", number);
            }
            page.element("span", layers.get(number).name()).close();
        }
        page.close();
        page.open("label", "class", "switch").empty("input", "type", "checkbox", "id", "show-boxes", "checked",
                "checked").element("span", "Regions").close();
        if (hasTruth()) {
            page.open("label", "class", "switch").empty("input", "type", "checkbox", "id", "show-truth", "checked",
                    "checked").element("span", "Drawn lesions").close();
        }
        page.close();
    }

    private boolean hasTruth() {
        return exam.views().values().stream().anyMatch(view -> !view.truth().isEmpty());
    }

    private void viewer() {
        page.open("section", "class", "viewer", "aria-label", "Pictures");
        page.open("div", "class", "legend");
        for (int number = 0; number < layers.size(); number++) {
            Layer layer = layers.get(number);
            page.open("p", "class", "explanation", "data-layer", number).text(layer.explanation());
            if (layer.isOverlay()) {
                scale(hundredth(ends.get(number)[0]), hundredth(ends.get(number)[1]));
            }
            page.close();
        }
        page.open("p", "class", "pointed", "aria-live", "polite", "hidden", "hidden");
        page.element("span", "", "id", "pointed").open("span", "class", "scale");
        page.element("span", "", "id", "pointed-low");
        strip();
        page.element("span", "", "id", "pointed-high").close().close();
        page.close();
        page.open("div", "class", "views");
        for (ExamView place : HANGING) {
            if (exam.views().containsKey(place)) {
                ExplainedView view = exam.views().get(place);
                new ViewFigure(page, place, view, Window.of(view, exam.views().values())).write(layers, ends);
            } else {
                ViewFigure.missing(page, place);
            }
        }
        page.close();
        page.element("p", exam.thresholdNote() + (hasTruth()
                ? " White dashes surround lesions that somebody drew; the model has not seen them." : ""), "class",
                "threshold").close();
    }

    private void scale(String low, String high) {
        page.open("span", "class", "scale").element("span", low);
        strip();
        page.element("span", high).close();
    }

    private void strip() {
        page.element("i", "", "class", "strip", "style", "background: " + HeatColours.gradient(), "aria-hidden",
                "true");
    }

    private void breasts() {
        page.open("section", "class", "breasts").element("h2", "Breasts");
        page.open("table").open("thead").open("tr");
        boolean aware = exam.mode() == FineAlignConfig.Mode.RECOMMENDED;
        for (String title : aware ? List.of("", "Score", "Words", "Awareness") : List.of("", "Score", "Words")) {
            page.element("th", title, "scope", "col");
        }
        page.close().close().open("tbody");
        for (Laterality side : List.of(Laterality.RIGHT, Laterality.LEFT)) {
            BreastScore score = exam.breasts().get(side);
            if (score != null) {
                page.open("tr").element("th", side == Laterality.LEFT ? "Left" : "Right", "scope", "row");
                page.element("td", hundredth(score.score())).element("td", hundredth(score.margin()));
                score.awareness().ifPresent(value -> page.element("td", hundredth(value)));
                page.close();
            }
        }
        page.close().close();
        page.element("p", "Scores put breasts in an order; they are no probability of a disease. Words: how much better"
                + " sentences that tell of a lesion fit the breast than sentences that tell of normal tissue."
                + (aware ? " Awareness: the mean where the model is most aware of something." : ""), "class", "hint");
        page.close();
    }

    private void settings() {
        page.open("section", "class", "made").element("h2", "How it was made");
        page.element("p", exam.mode() == FineAlignConfig.Mode.RECOMMENDED
                ? "Coarse-to-fine model, mode R (recommended)." : "Coarse-to-fine model, mode P (precursor).");
        page.element("p", "Regions smaller than " + plain(exam.choice().leastSquareMillimetres())
                + " mm² are left out" + (exam.views().values().stream().allMatch(view -> view.millimetres().isPresent())
                ? "" : ", the longer side of a picture whose file says no size taken for 24 cm")
                + "; of each picture at most " + exam.choice().most()
                + " are kept, those of the highest mean. Boxes and coordinates are those of the original pixels.");
        page.open("details").element("summary", "Sentences that were asked");
        prompts("Lesion", exam.prompts().present());
        prompts("Normal tissue", exam.prompts().absent());
        page.close();
        page.element("p", NOTICE, "class", "notice").close();
    }

    private void prompts(String title, List<PromptSet> sets) {
        page.element("h3", title);
        for (PromptSet set : sets) {
            page.open("p").element("b", set.name() + ": ").text(String.join(" ", set.sentences())).close();
        }
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replace('-', '−');
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String resource(String name) {
        try (InputStream file = ExplainPage.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("the file " + name + " of the page", missing);
        }
    }
}
