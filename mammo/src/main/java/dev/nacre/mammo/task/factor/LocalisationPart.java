package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.task.factor.LocalisationFigures.Figure;
import dev.nacre.mammo.task.result.ComparedFigures;
import dev.nacre.mammo.task.result.ResultPart;
import java.util.HashSet;
import java.util.List;

/**
 * How well the maps of one attribute say where it is, beside the brightest tissue, on a page.
 *
 * @param key      of the attribute
 * @param pictures that show it
 * @param patients whose they are
 * @param lesions  in them
 * @param figures  of both ways, and by how much maps are better
 */
record LocalisationPart(String key, int pictures, int patients, int lesions, List<ComparedFigures> figures)
        implements ResultPart {
    private static final String BRIGHTEST = "brightest";

    LocalisationPart {
        figures = List.copyOf(figures);
    }

    /** @param maps and brightness of the same pictures, each with a lesion */
    static LocalisationPart of(String key, LocalisedMaps maps, LocalisedMaps brightness, LocalisationFigures over) {
        return new LocalisationPart(key, maps.pictures().size(), new HashSet<>(over.patients()).size(),
                maps.pictures().stream().mapToInt(picture -> picture.lesions().size()).sum(), List.of(
                compared("hit_rate_iou_25", "Lesions hit, IoU ≥ 0.25", new Figure.Lesions(0.25), maps,
                        brightness, over),
                compared("hit_rate_iou_50", "Lesions hit, IoU ≥ 0.5", new Figure.Lesions(0.5), maps,
                        brightness, over),
                compared("surest_iou_25", "Surest box hits, IoU ≥ 0.25", new Figure.Surest(0.25), maps,
                        brightness, over),
                compared("mean_iou", "Mean of the highest IoU", new Figure.MeanOverlap(), maps, brightness, over),
                compared("pointing_game", "Pointing game", new Figure.Pointing(), maps, brightness, over)));
    }

    private static ComparedFigures compared(String key, String title, Figure figure, LocalisedMaps maps,
            LocalisedMaps brightness, LocalisationFigures over) {
        return new ComparedFigures(key, title, over.of(maps, figure), over.of(brightness, figure),
                over.difference(maps, brightness, figure));
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("cases", pictures).with("patients", patients).with("lesions", lesions)
                .with("figures", ComparedFigures.json(figures, BRIGHTEST));
    }

    @Override
    public void write(Page page) {
        page.section("Where: " + key, pictures + " pictures of " + patients + " patients show " + lesions
                + " marked lesions of this kind; pictures without one have no place to find. Boxes are those around the"
                + " regions above the 95 % quantile of a map in the breast, at most five; those of the brightest tissue"
                + " are made alike of the grey levels, in the same part of the breast. Intervals are percentiles of a"
                + " bootstrap that draws whole patients, for both ways the same.");
        page.markup().open("div", "class", "pair");
        ComparedFigures.write(page.markup(), figures, "maps", "brightest tissue");
        page.markup().close();
        page.close();
    }
}
