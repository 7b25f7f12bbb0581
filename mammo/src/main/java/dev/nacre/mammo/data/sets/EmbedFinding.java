package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of EMBED's clinical table as a finding: its letters, by the legend that is published with the set. */
final class EmbedFinding {
    /** What a letter means; without words where the kind says it all. */
    private record Meaning(FindingCategory category, String words) {
    }

    private static final Map<String, Meaning> SHAPES = Map.ofEntries(
            Map.entry("G", new Meaning(FindingCategory.MASS, "")),
            Map.entry("R", new Meaning(FindingCategory.MASS, "round")),
            Map.entry("O", new Meaning(FindingCategory.MASS, "oval")),
            Map.entry("X", new Meaning(FindingCategory.MASS, "irregular")),
            Map.entry("A", new Meaning(FindingCategory.ARCHITECTURAL_DISTORTION, "")),
            Map.entry("Q", new Meaning(FindingCategory.ARCHITECTURAL_DISTORTION, "questioned")),
            Map.entry("T", new Meaning(FindingCategory.UNSPECIFIED, "dilated duct")),
            Map.entry("N", new Meaning(FindingCategory.LYMPH_NODE, "intramammary")),
            Map.entry("Y", new Meaning(FindingCategory.LYMPH_NODE, "")),
            Map.entry("B", new Meaning(FindingCategory.GLOBAL_ASYMMETRY, "")),
            Map.entry("F", new Meaning(FindingCategory.FOCAL_ASYMMETRY, "")),
            Map.entry("S", new Meaning(FindingCategory.ASYMMETRY, "")),
            Map.entry("V", new Meaning(FindingCategory.ASYMMETRY, "developing")));
    private static final Map<String, String> MARGINS = Map.of("D", "circumscribed", "U", "obscured", "M",
            "microlobulated", "I", "indistinct", "S", "spiculated");
    private static final Map<String, String> DENSITIES = Map.of("+", "high density", "=", "equal density", "-",
            "low density", "0", "fat-containing");
    private static final Map<String, String> CALCIFICATIONS = Map.ofEntries(Map.entry("A", "amorphous"),
            Map.entry("9", "benign"), Map.entry("H", "coarse heterogeneous"), Map.entry("C", "popcorn-like"),
            Map.entry("D", "dystrophic"), Map.entry("E", "rim"), Map.entry("F", "fine linear"),
            Map.entry("B", "fine linear branching"), Map.entry("G", ""), Map.entry("I", "fine pleomorphic"),
            Map.entry("L", "large rod-like"), Map.entry("M", "milk of calcium"), Map.entry("J", "oil cyst"),
            Map.entry("K", "pleomorphic"), Map.entry("P", "punctate"), Map.entry("R", "round"),
            Map.entry("S", "skin"), Map.entry("O", "lucent-centered"), Map.entry("U", "suture"),
            Map.entry("V", "vascular"), Map.entry("Q", "coarse"));
    private static final Map<String, String> DISTRIBUTIONS = Map.of("G", "grouped", "S", "segmental", "R", "regional",
            "D", "diffuse", "L", "linear", "C", "clustered");

    private final List<FindingCategory> categories = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final SetTable.Row row;
    private final SetCollector collector;

    private EmbedFinding(SetTable.Row row, SetCollector collector) {
        this.row = row;
        this.collector = collector;
    }

    /** Nothing where the row describes none: such a row tells that the breast is negative. */
    static Optional<Finding> of(SetTable.Row row, Optional<Birads> birads, Optional<Pathology> pathology,
            SetCollector collector) {
        EmbedFinding finding = new EmbedFinding(row, collector);
        finding.shape();
        finding.words("massmargin", MARGINS, FindingCategory.MASS);
        finding.words("massdens", DENSITIES, FindingCategory.MASS);
        finding.words("calcfind", CALCIFICATIONS, FindingCategory.CALCIFICATION);
        finding.words("calcdistri", DISTRIBUTIONS, FindingCategory.CALCIFICATION);
        return finding.categories.isEmpty() ? Optional.empty() : Optional.of(new Finding(finding.categories,
                finding.words, List.of(), birads, pathology));
    }

    private void shape() {
        for (String letter : letters("massshape")) {
            Meaning meaning = SHAPES.get(letter);
            if (meaning == null) {
                unknown("massshape");
            } else {
                note(meaning.category, meaning.words);
            }
        }
    }

    /** Further words. Those of a mass also describe an asymmetry or a distortion, if the row has one already. */
    private void words(String column, Map<String, String> meanings, FindingCategory category) {
        for (String letter : letters(column)) {
            String meaning = meanings.get(letter);
            if (meaning == null) {
                unknown(column);
            } else {
                note(category == FindingCategory.MASS && !categories.isEmpty() ? categories.getFirst() : category,
                        meaning);
            }
        }
    }

    private void note(FindingCategory category, String word) {
        if (!categories.contains(category)) {
            categories.add(category);
        }
        if (!word.isEmpty() && !words.contains(word)) {
            words.add(word);
        }
    }

    /** A cell may hold several letters with commas between them. */
    private List<String> letters(String column) {
        String cell = row.whole(column);
        return cell.isEmpty() || cell.equalsIgnoreCase("nan") ? List.of() : List.of(cell.split("\\s*,\\s*"));
    }

    private void unknown(String column) {
        collector.problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column + " holds a letter that the set's"
                + " legend does not have");
    }
}
