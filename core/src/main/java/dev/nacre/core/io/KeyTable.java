package dev.nacre.core.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How the state dict of a published family of models names its entries, as data: from the name in the file to the name
 * in our model. As JSON:
 * <pre>{@code
 * {"family": "mammo-clip",
 *  "rename": {"text_encoder\\.text_encoder\\.(.*)": "text.$1"},
 *  "unused": ["text_encoder\\.text_encoder\\.pooler\\..*"]}
 * }</pre>
 * Keys are regular expressions for whole names; the first that fits wins; a name that none fits stays as it is. The
 * prefix {@code module.}, which PyTorch's data-parallel wrapper adds, is dropped first.
 *
 * @param family  what the names belong to, for error messages
 * @param renames pattern for the name in the file, to our name ({@code $1} for a group)
 * @param unused  names in the file that our model has no use for, on purpose
 */
public record KeyTable(String family, Map<Pattern, String> renames, List<Pattern> unused) {
    /** Names that are the same on both sides. */
    public static final KeyTable SAME = new KeyTable("this model", Map.of(), List.of());

    private static final String DATA_PARALLEL = "module.";

    /** Keeps the order of the renames. */
    public KeyTable {
        renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
        unused = List.copyOf(unused);
    }

    /**
     * Reads a table from its JSON form; {@code rename} and {@code unused} may be absent.
     *
     * @throws JsonException if it has another form, or a pattern is not a regular expression
     */
    public static KeyTable of(Json table) {
        Map<Pattern, String> renames = new LinkedHashMap<>();
        table.find("rename").ifPresent(rename ->
                rename.fields().forEach((name, ours) -> renames.put(pattern(name), ours.text())));
        List<Pattern> unused = new ArrayList<>();
        table.find("unused").ifPresent(names -> names.items().forEach(name -> unused.add(pattern(name.text()))));
        return new KeyTable(table.get("family").text(), renames, unused);
    }

    /** This table, and more names of the file that the model has no use for. */
    public KeyTable ignoring(String pattern) {
        List<Pattern> more = new ArrayList<>(unused);
        more.add(pattern(pattern));
        return new KeyTable(family, renames, more);
    }

    /** The file under our names, without what the model has no use for; closing it closes nothing. */
    public Checkpoint renamed(Checkpoint file) {
        return new RenamedCheckpoint(file, this);
    }

    /** Our name for a name in the file, or nothing where the model has no use for it. */
    Optional<String> ours(String inFile) {
        String name = inFile.startsWith(DATA_PARALLEL) ? inFile.substring(DATA_PARALLEL.length()) : inFile;
        if (unused.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
            return Optional.empty();
        }
        return Optional.of(renames.entrySet().stream()
                .filter(rename -> rename.getKey().matcher(name).matches())
                .findFirst()
                .map(rename -> rename.getKey().matcher(name).replaceFirst(rename.getValue()))
                .orElse(name));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new JsonException("\"" + text + "\" is not a regular expression: " + malformed.getDescription());
        }
    }
}
