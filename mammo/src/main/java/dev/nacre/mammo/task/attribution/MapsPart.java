package dev.nacre.mammo.task.attribution;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.task.result.ComparedFigures;
import dev.nacre.mammo.task.result.ResultPart;
import java.util.List;
import java.util.Locale;

/**
 * How far maps of what a score comes from can be believed, on a page.
 *
 * @param question whose answers are explained
 * @param method   of the maps
 * @param pictures that were tested on
 * @param figures  of the maps beside the order of brightness
 */
public record MapsPart(String question, MapMethod method, int pictures, List<ComparedFigures> figures)
        implements ResultPart {
    /** Copies the list. */
    public MapsPart {
        figures = List.copyOf(figures);
    }

    @Override
    public String key() {
        return question + "-maps";
    }

    private String word() {
        return method.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("method", word()).with("cases", pictures)
                .with("figures", ComparedFigures.json(figures, "brightest"));
    }

    @Override
    public void write(Page page) {
        page.section("What the score for " + question + " comes from", pictures + " pictures that have it were drawn at"
                + " random. The parts of each breast are taken away, or put into an empty breast, in the order of its"
                + " map (" + word() + "), and for comparison from bright to dark. Figures are the mean probability on"
                + " the way: where a map is right, it falls, or rises, at once.");
        page.markup().open("div", "class", "pair");
        ComparedFigures.write(page.markup(), figures, "maps", "bright to dark");
        page.markup().close();
        page.close();
    }
}
