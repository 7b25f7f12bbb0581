package dev.nacre.mammo.prepare;

import dev.nacre.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** What was done to the files of a folder, as CSV: a row for each file, in the order of their paths. */
final class PreparationTable {
    private static final List<String> HEADER = List.of("source", "picture", "status", "reasons", "laterality", "view",
            "recipe", "levels", "inverted", "crop_x0", "crop_y0", "crop_x1", "crop_y1", "flipped", "xx", "xy", "x0",
            "yx", "yy", "y0", "crc32c");

    private PreparationTable() {
    }

    static String text(List<PreparationRow> rows) {
        StringBuilder text = new StringBuilder(line(HEADER));
        rows.forEach(row -> text.append(line(cells(row))));
        return text.toString();
    }

    private static List<String> cells(PreparationRow row) {
        String reasons = row.reasons().stream().map(reason -> reason.code() + ": " + reason.sentence())
                .collect(Collectors.joining("; "));
        List<String> cells = new ArrayList<>(List.of(row.source(),
                row.prepared().map(PreparationRow.Picture::name).orElse(""),
                row.prepared().isPresent() ? "prepared" : "refused", reasons));
        row.prepared().ifPresent(picture -> {
            Json applied = picture.applied();
            cells.addAll(List.of(picture.side(), picture.view(), applied.get("recipe").text(),
                    applied.get("levels").text(), String.valueOf(applied.get("inverted").truth())));
            applied.get("crop").items().forEach(edge -> cells.add(edge.toString()));
            cells.add(String.valueOf(applied.get("flipped").truth()));
            applied.get("to_prepared").fields().values().forEach(number -> cells.add(number.toString()));
            cells.add(String.format("%08x", picture.crc32c()));
        });
        while (cells.size() < HEADER.size()) {
            cells.add("");
        }
        return cells;
    }

    private static String line(List<String> cells) {
        return CSVFormat.RFC4180.format(cells.toArray()) + "\r\n";
    }
}
