package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * CBIS-DDSM (TCIA, doi 10.7937/K9/TCIA.2016.7O02S9CY): digitised films with masses and calcifications, each abnormality
 * with a mask. Four tables have a row for each abnormality; this reader makes one record of each film.
 *
 * <ul>
 * <li>The paths in the tables need not match what is downloaded now, so files are found by the names of their folders:
 *     {@code Mass-Training_P_00001_LEFT_CC} has the film, the same with {@code _1} at its end mask and crop of the
 *     first abnormality.
 * <li>Which of the two is the mask is decided by {@link CbisMask}, since the tables exchange them here and there.
 * <li>A film is malignant if one of its abnormalities is.
 * <li>The splits of masses and calcifications share patients: whoever is in a test table is in the test part here.
 * </ul>
 */
final class CbisDdsm implements MammogramSet {
    private static final List<String> NEEDED = List.of("patient_id", "left or right breast", "image view",
            "abnormality id", "abnormality type", "assessment", "pathology");
    private static final List<String> DESCRIPTORS = List.of("mass shape", "mass margins", "calc type",
            "calc distribution");

    @Override
    public String name() {
        return "cbis-ddsm";
    }

    @Override
    public String title() {
        return "CBIS-DDSM";
    }

    /** One of the four tables. */
    private enum Part {
        MASS_TRAINING("mass_case_description_train_set.csv", "Mass-Training", SetSplit.TRAINING),
        MASS_TEST("mass_case_description_test_set.csv", "Mass-Test", SetSplit.TEST),
        CALC_TRAINING("calc_case_description_train_set.csv", "Calc-Training", SetSplit.TRAINING),
        CALC_TEST("calc_case_description_test_set.csv", "Calc-Test", SetSplit.TEST);

        private final String table;
        private final String prefix;
        private final SetSplit split;

        Part(String table, String prefix, SetSplit split) {
            this.table = table;
            this.prefix = prefix;
            this.split = split;
        }
    }

    /** A film with the abnormalities read so far. */
    private record Film(SetRecord first, List<Finding> findings) {
        SetRecord record(Set<String> testPatients) {
            Optional<Birads> worst = findings.stream().flatMap(finding -> finding.birads().stream())
                    .max(Concern.ORDER);
            Optional<Pathology> pathology = findings.stream().flatMap(finding -> finding.pathology().stream())
                    .min(Comparator.naturalOrder());
            SetSplit split = testPatients.contains(first.patient()) ? SetSplit.TEST : SetSplit.TRAINING;
            return new SetRecord(first.place(), first.patient(), first.exam(), first.side(), first.view(), first.kind(),
                    first.file(), worst, first.density(), findings, pathology, List.of(), Optional.of(split));
        }
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 3_103L, SetCount.PATIENTS, 1_566L, SetCount.MASKS, 3_568L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        Map<String, List<Path>> series = folder.picturesByFolder(Part.MASS_TRAINING.prefix, Part.MASS_TEST.prefix,
                Part.CALC_TRAINING.prefix, Part.CALC_TEST.prefix);
        return read(folder::table, series, (candidates, film) -> CbisMask.among(candidates, film, look));
    }

    /** Which of the files of an abnormality is the mask. */
    @FunctionalInterface
    interface Masks {
        Optional<Path> among(List<Path> candidates, Path film);
    }

    /**
     * Reads the four tables.
     *
     * @param tables by name
     * @param series pictures by the name that the set gives their film or abnormality
     */
    static SetContents read(Function<String, SetTable> tables, Map<String, List<Path>> series, Masks masks) {
        SetCollector collector = new SetCollector();
        Map<String, Film> films = new LinkedHashMap<>();
        Set<String> testPatients = new HashSet<>();
        for (Part part : Part.values()) {
            tables.apply(part.table).forEach(NEEDED, row -> {
                if (part.split == SetSplit.TEST) {
                    testPatients.add(row.text("patient_id"));
                }
                abnormality(part, row, series, masks, films, collector);
            });
        }
        for (Film film : films.values()) {
            SetRecord record = film.record(testPatients);
            if (!record.split().equals(film.first.split())) {
                collector.problem(Kind.REGROUPED, record.place(), "the patient is in a test table too, so the picture"
                        + " was moved to the test part");
            }
            collector.add(record);
        }
        return collector.contents();
    }

    private static void abnormality(Part part, SetTable.Row row, Map<String, List<Path>> series, Masks masks,
            Map<String, Film> films, SetCollector collector) {
        String patient = row.text("patient_id");
        String name = part.prefix + "_" + patient + "_" + row.text("left or right breast").toUpperCase(Locale.ROOT)
                + "_" + row.text("image view").toUpperCase(Locale.ROOT);
        List<Path> full = series.getOrDefault(name, List.of());
        if (full.isEmpty()) {
            collector.missing(row.place());
            return;
        }
        Film film = films.computeIfAbsent(name, unused -> new Film(new SetRecord(row.place(), patient, patient,
                collector.side(row, "left or right breast"), collector.view(row, "image view"), PictureKind.FILM,
                full.getFirst(), Optional.empty(), collector.label(row, densityColumn(row), DensityClass::named),
                List.of(), Optional.empty(), List.of(), Optional.of(part.split)), new ArrayList<>()));
        List<Path> candidates = series.getOrDefault(name + "_" + row.text("abnormality id"), List.of());
        Optional<Path> mask = masks.among(candidates, full.getFirst());
        if (mask.isEmpty()) {
            collector.problem(Kind.MISSING_FILE, row.place(), "no mask of the abnormality is there");
        }
        film.findings.add(new Finding(
                List.of(collector.label(row, "abnormality type", FindingCategory::named)
                        .orElse(FindingCategory.UNSPECIFIED)),
                DESCRIPTORS.stream().map(row::text).filter(text -> !text.isEmpty()).toList(),
                mask.<Region>map(Region.MaskFile::new).stream().toList(),
                collector.label(row, "assessment", Birads::named),
                collector.label(row, "pathology", Pathology::named)));
    }

    /** The tables of masses and of calcifications write it differently. */
    private static String densityColumn(SetTable.Row row) {
        return Stream.of("breast_density", "breast density").filter(row::has).findFirst().orElse("breast_density");
    }
}
