package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The findings of EMBED's exams. A row belongs to the breast that its column {@code side} names, to both where it names
 * both or none. Assessments differ from row to row: a finding's breast may be incomplete and the other one negative.
 */
final class EmbedExams {
    private static final String BOTH = "B";

    private final Map<String, List<Row>> exams = new HashMap<>();
    private final Map<String, OptionalInt> ages = new HashMap<>();

    /**
     * One row.
     *
     * @param side the breast or breasts; blank for both
     * @param specimen the breast of the pathology; blank where there is none
     */
    private record Row(String side, String specimen, Optional<Birads> birads, Optional<DensityClass> density,
            Optional<Finding> finding, Optional<Pathology> pathology) {
        boolean concerns(Laterality breast) {
            return side.isEmpty() || side.equals(BOTH) || side.equals(letter(breast));
        }

        boolean wasTakenFrom(Laterality breast) {
            return specimen.equals(BOTH) || specimen.equals(letter(breast));
        }

        private static String letter(Laterality breast) {
            return breast.name().substring(0, 1);
        }
    }

    /** What an exam says of one breast. */
    record Labels(Optional<Birads> birads, Optional<DensityClass> density, List<Finding> findings,
            Optional<Pathology> pathology) {
    }

    static EmbedExams read(SetTable table, SetCollector collector) {
        EmbedExams exams = new EmbedExams();
        table.forEach(List.of("acc_anon", "asses", "tissueden", "side"), row -> {
            Optional<Birads> birads = collector.label(row, "asses", EmbedExams::assessment)
                    .flatMap(assessment -> assessment);
            Optional<Pathology> pathology = collector.label(row, "path_severity", EmbedExams::pathology)
                    .flatMap(known -> known);
            Optional<DensityClass> density = row.whole("tissueden").equals("5") ? Optional.empty()
                    : collector.label(row, "tissueden", DensityClass::named);
            String side = row.text("side").equalsIgnoreCase("nan") ? "" : row.text("side");
            // Pathology of a bilateral finding, without a side of its own, is of neither breast in particular.
            String specimen = row.text("bside").isEmpty() && !side.equals(BOTH) ? side : row.text("bside");
            exams.ages.putIfAbsent(row.whole("acc_anon"), collector.age(row, "age_at_study"));
            exams.exams.computeIfAbsent(row.whole("acc_anon"), unused -> new ArrayList<>()).add(new Row(side, specimen,
                    birads, density, EmbedFinding.of(row, birads, pathology, collector), pathology));
        });
        return exams;
    }

    /** The patient's age at an exam, of its first row. */
    OptionalInt age(String exam) {
        return ages.getOrDefault(exam, OptionalInt.empty());
    }

    /** What an exam says of a breast; nothing where it has no row at all. */
    Optional<Labels> of(String exam, Laterality breast) {
        List<Row> rows = exams.get(exam);
        if (rows == null) {
            return Optional.empty();
        }
        List<Row> own = breast == Laterality.UNKNOWN ? List.of()
                : rows.stream().filter(row -> row.concerns(breast)).toList();
        return Optional.of(new Labels(own.stream().flatMap(row -> row.birads.stream()).max(Concern.ORDER),
                rows.stream().flatMap(row -> row.density.stream()).findFirst(),
                own.stream().flatMap(row -> row.finding.stream()).toList(),
                breast == Laterality.UNKNOWN ? Optional.empty() : rows.stream()
                        .filter(row -> row.wasTakenFrom(breast)).flatMap(row -> row.pathology.stream())
                        .min(Comparator.naturalOrder())));
    }

    /** A letter; X stands for none. */
    private static Optional<Optional<Birads>> assessment(String letter) {
        return switch (letter) {
            case "A" -> Optional.of(Optional.of(Birads.INCOMPLETE));
            case "N" -> Optional.of(Optional.of(Birads.NEGATIVE));
            case "B" -> Optional.of(Optional.of(Birads.BENIGN));
            case "P" -> Optional.of(Optional.of(Birads.PROBABLY_BENIGN));
            case "S" -> Optional.of(Optional.of(Birads.SUSPICIOUS));
            case "M" -> Optional.of(Optional.of(Birads.HIGHLY_SUGGESTIVE));
            case "K" -> Optional.of(Optional.of(Birads.KNOWN_MALIGNANCY));
            case "X" -> Optional.of(Optional.empty());
            default -> Optional.empty();
        };
    }

    /**
     * From 0, invasive, to 6. High-risk (2) and borderline lesions (3) are benign; cancer from elsewhere (6) is neither
     * benign nor cancer of the breast.
     */
    private static Optional<Optional<Pathology>> pathology(String severity) {
        return switch (severity) {
            case "0", "0.0", "1", "1.0" -> Optional.of(Optional.of(Pathology.MALIGNANT));
            case "2", "2.0", "3", "3.0", "4", "4.0" -> Optional.of(Optional.of(Pathology.BENIGN));
            case "5", "5.0" -> Optional.of(Optional.of(Pathology.NORMAL));
            case "6", "6.0" -> Optional.of(Optional.empty());
            default -> Optional.empty();
        };
    }
}
