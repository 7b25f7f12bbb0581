package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gathers records and problems while a set is read, and reads the cells that all sets have. */
final class SetCollector {
    private static final Set<String> BLANK = Set.of("", "nan", "none", "n/a", "null");

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
        String text = row.text(column);
        if (BLANK.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Optional<T> label = known.apply(text);
        if (label.isEmpty()) {
            problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column + " holds a label that is not known");
        }
        return label;
    }

    Laterality side(SetTable.Row row, String column) {
        return label(row, column, SetCollector::sideNamed).orElse(Laterality.UNKNOWN);
    }

    private static Optional<Laterality> sideNamed(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "L", "LEFT" -> Optional.of(Laterality.LEFT);
            case "R", "RIGHT" -> Optional.of(Laterality.RIGHT);
            default -> Optional.empty();
        };
    }

    /** Any short word is a view; tables hold more of them than the two standard ones. */
    ViewName view(SetTable.Row row, String column) {
        return label(row, column, text -> text.matches("[A-Za-z]{1,8}")
                ? Optional.of(new ViewName(text.toUpperCase(Locale.ROOT))) : Optional.empty())
                .orElse(ViewName.UNKNOWN);
    }

    /** A box of four columns; nothing where all are blank, a problem where they make no box. */
    Optional<Region> box(SetTable.Row row, String x0, String y0, String x1, String y1) {
        List<String> cells = List.of(row.text(x0), row.text(y0), row.text(x1), row.text(y1));
        if (cells.stream().allMatch(cell -> BLANK.contains(cell.toLowerCase(Locale.ROOT)))) {
            return Optional.empty();
        }
        try {
            List<Double> edges = cells.stream().map(Double::valueOf).toList();
            return Optional.of(new Region.Box(edges.get(0), edges.get(1), edges.get(2), edges.get(3)));
        } catch (IllegalArgumentException noBox) {
            problem(Kind.UNUSABLE_REGION, row.place(), "the columns " + x0 + " to " + y1 + " make no box");
            return Optional.empty();
        }
    }

    SetContents contents() {
        return new SetContents(records, problems);
    }
}
