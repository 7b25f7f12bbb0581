package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers records and problems while a set is read, and reads the cells that all sets have. */
final class SetCollector {
    private static final Set<String> BLANK = Set.of("", "nan", "none", "n/a", "null");

    /** DICOM writes an age as 053Y, data frames with gaps as 53.0, others with parts of a year. */
    private static final Pattern AGE = Pattern.compile("(\\d{1,3})(?:\\.\\d+|Y)?");
    private static final int OLDEST = 120;

    private final List<SetRecord> records = new ArrayList<>();
    private final List<SetProblem> problems = new ArrayList<>();
    private final Set<Path> files = new HashSet<>();

    /** Keeps a record, unless its file was there before. */
    void add(SetRecord record) {
        if (files.add(record.file().toAbsolutePath().normalize())) {
            records.add(record);
        } else {
            problem(Kind.DUPLICATE, record.place(), "the picture stands in an earlier row too; the first is kept");
        }
    }

    void problem(Kind kind, RowPlace place, String sentence) {
        problems.add(new SetProblem(kind, place, sentence));
    }

    void missing(RowPlace place) {
        problem(Kind.MISSING_FILE, place, "the picture is not there; download it, or leave the row out");
    }

    /** A label that may be left empty; a problem where it is something else than {@code known} understands. */
    <T> Optional<T> label(SetTable.Row row, String column, Function<String, Optional<T>> known) {
        return label(row, column, row.text(column), known);
    }

    /** The labels of a cell that may hold several. */
    <T> List<T> labels(SetTable.Row row, String column, String separator, Function<String, Optional<T>> known) {
        return Arrays.stream(row.text(column).split(separator))
                .flatMap(text -> label(row, column, text.strip(), known).stream()).toList();
    }

    private <T> Optional<T> label(SetTable.Row row, String column, String text, Function<String, Optional<T>> known) {
        if (isBlank(text)) {
            return Optional.empty();
        }
        Optional<T> label = known.apply(text);
        if (label.isEmpty()) {
            problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column + " holds a label that is not known");
        }
        return label;
    }

    private static boolean isBlank(String cell) {
        return BLANK.contains(cell.toLowerCase(Locale.ROOT));
    }

    Laterality side(SetTable.Row row, String column) {
        return label(row, column, SetCollector::sideNamed).orElse(Laterality.UNKNOWN);
    }

    static Optional<Laterality> sideNamed(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "L", "LEFT" -> Optional.of(Laterality.LEFT);
            case "R", "RIGHT" -> Optional.of(Laterality.RIGHT);
            default -> Optional.empty();
        };
    }

    /** A number within bounds; a problem where the cell holds anything else. */
    OptionalDouble number(SetTable.Row row, String column, double least, double most) {
        return label(row, column, text -> {
            try {
                double number = Double.parseDouble(text);
                return number >= least && number <= most ? Optional.of(OptionalDouble.of(number)) : Optional.empty();
            } catch (NumberFormatException noNumber) {
                return Optional.empty();
            }
        }).orElse(OptionalDouble.empty());
    }

    /** A patient's age in whole years; a problem where the cell holds anything else. */
    OptionalInt age(SetTable.Row row, String column) {
        return label(row, column, text -> {
            Matcher years = AGE.matcher(text);
            return years.matches() && Integer.parseInt(years.group(1)) <= OLDEST
                    ? Optional.of(OptionalInt.of(Integer.parseInt(years.group(1)))) : Optional.empty();
        }).orElse(OptionalInt.empty());
    }

    /** A short name as the table has it. */
    Optional<String> name(SetTable.Row row, String column) {
        String text = row.whole(column);
        return isBlank(text) ? Optional.empty() : Optional.of(text);
    }

    /** A yes or a no, by number or by word. */
    Optional<Boolean> truth(SetTable.Row row, String column) {
        return label(row, column, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true", "yes", "y" -> Optional.of(true);
            case "0", "0.0", "false", "no", "n" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Any short word is a view; tables hold more of them than the two standard ones. */
    ViewName view(SetTable.Row row, String column) {
        return label(row, column, text -> text.matches("[A-Za-z]{1,8}")
                ? Optional.of(new ViewName(text.toUpperCase(Locale.ROOT))) : Optional.empty())
                .orElse(ViewName.UNKNOWN);
    }

    /** A box of four columns; nothing where all are blank, a problem where they make no box. */
    Optional<Region> box(SetTable.Row row, String x0, String y0, String x1, String y1) {
        return box(row, List.of(x0, y0, x1, y1), 0);
    }

    /** As {@link #box} for columns that hold the last pixels instead of the edges behind them. */
    Optional<Region> boxOfPixels(SetTable.Row row, String x0, String y0, String x1, String y1) {
        return box(row, List.of(x0, y0, x1, y1), 1);
    }

    private Optional<Region> box(SetTable.Row row, List<String> columns, int beyond) {
        List<String> cells = columns.stream().map(row::text).toList();
        if (cells.stream().allMatch(SetCollector::isBlank)) {
            return Optional.empty();
        }
        try {
            List<Double> edges = cells.stream().map(Double::valueOf).toList();
            return Optional.of(new Region.Box(edges.get(0), edges.get(1), edges.get(2) + beyond,
                    edges.get(3) + beyond));
        } catch (IllegalArgumentException noBox) {
            problem(Kind.UNUSABLE_REGION, row.place(), "the columns " + columns.getFirst() + " to "
                    + columns.getLast() + " make no box");
            return Optional.empty();
        }
    }

    SetContents contents() {
        return new SetContents(records, problems);
    }
}
