package dev.nacre.examples.demo;

import dev.nacre.core.io.JsonWriter;
import dev.nacre.examples.page.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The page of a demo: one HTML file that needs nothing else, neither a network nor a script. */
final class DemoPage {
    private static final String NOTICE = "Research use, not for diagnosis.";

    private final Markup page = new Markup();
    private final DemoResult result;

    private DemoPage(DemoResult result) {
        this.result = result;
    }

    /** The page as text. */
    static String of(DemoResult result) {
        return new DemoPage(result).write();
    }

    private String write() {
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", "Nacre demo: mammography in words, learned from phantoms");
        // An empty picture, so that no browser asks a server for one.
        page.empty("link", "rel", "icon", "href", "data:,").style(sheet()).close();
        page.open("body").open("main");
        header();
        figures();
        curves();
        training();
        gallery();
        settings();
        return page.close().close().close().page();
    }

    private void header() {
        page.open("header");
        page.element("p", "Nacre demo", "class", "eyebrow");
        page.element("h1", "A model that learned to read pictures from their reports");
        page.element("p", "A small Mammo-CLIP saw pictures of breasts and the sentences written about them, and no"
                + " label. Afterwards it is asked how well sentences such as “There is a mass” fit pictures that it"
                + " never saw. How well does that tell breasts with a finding from breasts without?", "class", "lead");
        page.open("p", "class", "notice").element("strong", NOTICE)
                .text(" All pictures and reports on this page are phantoms, drawn by a program: no patient is shown,"
                        + " and no figure says anything about patients.").close();
        if (result.quick()) {
            page.open("p", "class", "notice quick").element("strong", "A quick run.")
                    .text(" It only shows that everything works; its figures mean nothing.").close();
        }
        page.open("dl", "class", "facts");
        fact(result.trainingBreasts() + "", "breasts to learn from");
        fact(result.heldOut().size() + "", "held-out breasts, of " + result.heldOutPatients() + " phantoms");
        fact(result.log().losses().length + "", "steps of training");
        fact(String.format(Locale.ROOT, "%.1f", result.minutes()), "minutes in all");
        page.close().close();
    }

    private void fact(String figure, String meaning) {
        page.open("div").element("dt", meaning).element("dd", figure).close();
    }

    private void figures() {
        section("Figures", "The area under the ROC curve is the probability that a breast with the finding has a higher"
                + " score than one without; 0.5 is chance. Intervals are percentiles of a bootstrap that draws whole"
                + " patients, and the difference is taken on the same draws. The best baseline is the best on these"
                + " very breasts, which favours it.");
        FiguresSection figures = new FiguresSection(page, result.findings());
        page.open("div", "class", "pair");
        result.findings().forEach(figures::write);
        page.close().close();
    }

    private void curves() {
        section("ROC curves", "On the held-out breasts.");
        page.open("div", "class", "pair");
        result.findings().forEach(new CurvesSection(page)::roc);
        page.close().close();
    }

    private void training() {
        section("Training", "Vectors of pictures and sentences of one breast are drawn together, those of different"
                + " breasts apart.");
        page.open("div", "class", "pair");
        new CurvesSection(page).training(result.log());
        page.close().close();
    }

    private void gallery() {
        section("Held-out phantoms", "Of each outcome, the clearest case and the one in the middle. The score is the"
                + " cosine with reports that say “there is” minus that with reports that say “there is not”; the"
                + " threshold was chosen on other breasts. Boxes are the truth.");
        page.open("p", "class", "legend");
        for (Finding finding : Finding.values()) {
            page.element("i", "", "class", "key frame " + finding.word()).text(finding.word() + " ");
        }
        page.close();
        GallerySection gallery = new GallerySection(page, result.heldOut());
        result.findings().forEach(gallery::write);
        page.close();
    }

    private void settings() {
        section("How it was made", "The same code, settings and kind of processor give the same figures.");
        page.open("dl", "class", "made");
        page.open("div").element("dt", "Command").open("dd").element("code", result.command()).close().close();
        page.open("div").element("dt", "Code").open("dd").element("code", result.code()).close().close();
        page.close();
        for (FindingResult finding : result.findings()) {
            page.open("details").element("summary", "Sentences for " + finding.finding().word());
            page.element("p", "Present: " + String.join(" ", finding.finding().present()));
            page.element("p", "Absent: " + String.join(" ", finding.finding().absent()));
            page.element("p", "Each is put into reports that also speak of the other finding, present and absent, and"
                    + " of the tissue; both sides have the same such company: "
                    + String.join(" ", Finding.TISSUE)).close();
        }
        page.open("details").element("summary", "Settings");
        page.element("pre", JsonWriter.indented(result.settings())).close();
        page.element("p", NOTICE, "class", "note").close();
    }

    /** The caller closes it. */
    private void section(String title, String explanation) {
        page.open("section").element("h2", title).element("p", explanation, "class", "explanation");
    }

    private static String sheet() {
        try (InputStream sheet = DemoPage.class.getResourceAsStream("page.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("the style sheet of the page", missing);
        }
    }
}
