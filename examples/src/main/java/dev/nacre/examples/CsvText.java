package dev.nacre.examples;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Rows of a CSV file after RFC 4180: cells with commas, quotes or line ends are quoted. */
final class CsvText {
    private final StringBuilder text = new StringBuilder();

    void row(Object... cells) {
        text.append(Arrays.stream(cells).map(CsvText::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    private static String cell(Object value) {
        String cell = String.valueOf(value);
        boolean plain = cell.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
