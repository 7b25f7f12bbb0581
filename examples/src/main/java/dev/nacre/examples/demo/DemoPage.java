package dev.nacre.examples.demo;

import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.TrainingCurves;
import java.util.Locale;

/** The page of a demo: one HTML file that needs nothing else, neither a network nor a script. */
final class DemoPage {
    private final Page page = new Page("Nacre demo: mammography in words, learned from phantoms", "");
    private final Markup markup = page.markup();
    private final DemoResult result;

    private DemoPage(DemoResult result) {
        this.result = result;
    }

    /** The page as text. */
    static String of(DemoResult result) {
        return new DemoPage(result).write();
    }

    private String write() {
        header();
        figures();
        curves();
        training();
        gallery();
        settings();
        return page.end();
    }

    private void header() {
        page.header("Nacre demo", "A model that learned to read pictures from their reports", "A small Mammo-CLIP saw"
                + " pictures of breasts and the sentences written about them, and no label. Afterwards it is asked how"
                + " well sentences such as “There is a mass” fit pictures that it never saw. How well does that tell"
                + " breasts with a finding from breasts without?", "All pictures and reports on this page are phantoms,"
                + " drawn by a program: no patient is shown, and no figure says anything about patients.");
        if (result.quick()) {
            markup.open("p", "class", "notice quick").element("strong", "A quick run.")
                    .text(" It only shows that everything works; its figures mean nothing.").close();
        }
        page.facts().fact(result.trainingBreasts() + "", "breasts to learn from")
                .fact(result.heldOut().size() + "", "held-out breasts, of " + result.heldOutPatients() + " phantoms")
                .fact(result.log().losses().length + "", "steps of training")
                .fact(String.format(Locale.ROOT, "%.1f", result.minutes()), "minutes in all").close();
    }

    private void figures() {
        page.section("Figures", "The area under the ROC curve is the probability that a breast with the finding has a"
                + " higher score than one without; 0.5 is chance. Intervals are percentiles of a bootstrap that draws"
                + " whole patients, and the difference is taken on the same draws. The best baseline is the best on"
                + " these very breasts, which favours it.");
        FiguresSection figures = new FiguresSection(markup, result.findings());
        markup.open("div", "class", "pair");
        result.findings().forEach(figures::write);
        markup.close().close();
    }

    private void curves() {
        page.section("ROC curves", "On the held-out breasts.");
        markup.open("div", "class", "pair");
        result.findings().forEach(new CurvesSection(page)::roc);
        markup.close().close();
    }

    private void training() {
        page.section("Training", "Vectors of pictures and sentences of one breast are drawn together, those of"
                + " different breasts apart.");
        markup.open("div", "class", "pair");
        TrainingCurves.write(page, result.log(), "Contrastive loss");
        markup.close().close();
    }

    private void gallery() {
        page.section("Held-out phantoms", "Of each outcome, the clearest case and the one in the middle. The score is"
                + " the cosine with reports that say “there is” minus that with reports that say “there is not”; the"
                + " threshold was chosen on other breasts. Boxes are the truth.");
        markup.open("p", "class", "legend");
        for (Finding finding : Finding.values()) {
            markup.element("i", "", "class", "key frame " + finding.word()).text(finding.word() + " ");
        }
        markup.close();
        GallerySection gallery = new GallerySection(markup, result.heldOut());
        result.findings().forEach(gallery::write);
        markup.close();
    }

    private void settings() {
        page.section("How it was made", "The same code, settings and kind of processor give the same figures.");
        markup.open("dl", "class", "made");
        markup.open("div").element("dt", "Command").open("dd").element("code", result.command()).close().close();
        markup.open("div").element("dt", "Code").open("dd").element("code", result.code()).close().close();
        markup.close();
        for (FindingResult finding : result.findings()) {
            markup.open("details").element("summary", "Sentences for " + finding.finding().word());
            markup.element("p", "Present: " + String.join(" ", finding.finding().present()));
            markup.element("p", "Absent: " + String.join(" ", finding.finding().absent()));
            markup.element("p", "Each is put into reports that also speak of the other finding, present and absent, and"
                    + " of the tissue; both sides have the same such company: "
                    + String.join(" ", Finding.TISSUE)).close();
        }
        markup.open("details").element("summary", "Settings");
        markup.element("pre", JsonWriter.indented(result.settings())).close();
        markup.close();
    }
}
