package dev.nacre.mammo.eval.maps;

import dev.nacre.core.io.Json;
import java.util.List;

/**
 * All figures of a {@link MapTable}.
 *
 * @param patients who were judged
 * @param pictures of them
 * @param picturesWithLesion among the pictures
 * @param lesions in them
 * @param rows one for each way, the baseline first
 */
public record MapResults(int patients, int pictures, int picturesWithLesion, int lesions, List<MapRow> rows) {
    /** Copies the list. */
    public MapResults {
        rows = List.copyOf(rows);
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("patients", patients).with("pictures", pictures)
                .with("pictures_with_lesion", picturesWithLesion).with("lesions", lesions)
                .with("ways", new Json.Items(rows.stream().map(row -> (Json) row.toJson()).toList()));
    }

    /** Markdown: quality of the maps, then false peaks; {@link #toJson} has the rest. */
    public String markdown() {
        StringBuilder text = new StringBuilder("| map | Dice, pictures with a lesion | Dice, all pictures |"
                + " pointing game | Dice beside the baseline |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.quality()));
        text.append("\n| map |");
        MapTable.SENSITIVITIES.forEach(one -> text.append(" false peaks a picture at sensitivity ").append(one)
                .append(" |"));
        text.append("\n|---|").append("---|".repeat(MapTable.SENSITIVITIES.size())).append('\n');
        rows.forEach(row -> text.append(row.falsePeaks()));
        text.append("\n| map |");
        MapTable.SENSITIVITIES.forEach(one -> text.append(" fewer than the baseline's at ").append(one).append(" |"));
        text.append("\n|---|").append("---|".repeat(MapTable.SENSITIVITIES.size())).append('\n');
        rows.stream().skip(1).forEach(row -> text.append(row.reductions()));
        return text.toString();
    }
}
