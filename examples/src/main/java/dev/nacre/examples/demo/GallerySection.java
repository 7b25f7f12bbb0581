package dev.nacre.examples.demo;

import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.page.DataUri;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Plot;
import java.util.List;
import java.util.Locale;

/** Held-out phantoms, rightly and wrongly scored, with the truth drawn on them. */
final class GallerySection {
    /** Sharp on a dense screen at the size in which the page shows it. */
    private static final int MOST_ROWS = 420;
    /** So that the line lies around the finding, not on it. */
    private static final double AROUND = 0.012;

    private final Markup page;
    private final List<DemoBreast> breasts;

    GallerySection(Markup page, List<DemoBreast> breasts) {
        this.page = page;
        this.breasts = breasts;
    }

    void write(FindingResult result) {
        Examples examples = new Examples(result);
        page.open("article", "class", "finding").element("h3", result.finding().title());
        page.open("div", "class", "outcomes");
        for (Examples.Outcome outcome : Examples.Outcome.values()) {
            page.open("div", "class", "outcome").open("h4").text(outcome.title() + " ")
                    .element("small", examples.all(outcome).size() + " breasts").close();
            page.element("p", Words.capital(outcome.meaning()) + ".", "class", "note");
            for (int breast : examples.shown(outcome)) {
                card(result, examples, breast);
            }
            page.close();
        }
        page.close().close();
    }

    private void card(FindingResult result, Examples examples, int index) {
        DemoBreast breast = breasts.get(index);
        page.open("figure", "class", "card").open("div", "class", "views");
        breast.pictures().forEach(picture -> picture(breast, picture));
        page.close().open("figcaption");
        page.element("b", breast.name());
        page.text("score " + Figures.signed(result.trained().scores()[index]) + ", threshold "
                + Figures.signed(result.threshold()));
        page.element("span", String.format(Locale.ROOT, "above %.0f %% of the breasts without",
                100 * examples.above(index)));
        page.close().close();
    }

    private void picture(DemoBreast breast, DemoBreast.Picture picture) {
        GreyPicture levels = PhantomPicture.read(picture.file());
        double shrink = Math.min(1, (double) MOST_ROWS / levels.height());
        int height = (int) Math.round(shrink * levels.height());
        int width = (int) Math.round(shrink * levels.width());
        page.open("div").open("svg", "viewBox", "0 0 " + width + " " + height, "role", "img", "aria-label",
                breast.name() + ", " + picture.view());
        page.empty("image", "href", DataUri.resized(levels, height, width), "width", width, "height", height);
        double around = AROUND * height;
        for (DemoBreast.Box box : picture.boxes()) {
            page.empty("rect", "class", "box " + box.finding().word(), "x", Plot.number(shrink * box.left() - around),
                    "y", Plot.number(shrink * box.top() - around),
                    "width", Plot.number(shrink * box.width() + 2 * around),
                    "height", Plot.number(shrink * box.height() + 2 * around), "rx", "3");
        }
        page.close().element("span", picture.view().name()).close();
    }
}
