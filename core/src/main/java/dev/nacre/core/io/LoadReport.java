package dev.nacre.core.io;

import dev.nacre.core.op.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file and a model have in common. What the file alone has goes by the file's names, all else by ours.
 *
 * @param file       the file
 * @param loaded     entries that both have, with the same sizes and a type that converts
 * @param missing    entries of the model that the file lacks
 * @param unexpected entries of the file that the model lacks
 * @param unused     entries of the file that the key table declares of no use
 * @param mismatched entries that both have and that do not fit each other
 */
public record LoadReport(Path file, List<String> loaded, List<Absent> missing, List<Absent> unexpected,
        List<String> unused, List<Mismatch> mismatched) {
    private static final int SHOWN = 3;

    /** An entry that one side lacks, and names of the other side that look like it, as that side spells them. */
    public record Absent(String name, List<String> near) {
        @Override
        public String toString() {
            return name + (near.isEmpty() ? "" : " (near " + String.join(", ", near) + ")");
        }
    }

    /** An entry whose two sides differ: sizes in the file's order, or element types. */
    public record Mismatch(String name, StoredTensor inFile, Spec inModel) {
        @Override
        public String toString() {
            return name + " (" + inFile.type() + inFile.shape() + " in the file, " + inModel + " in the model)";
        }
    }

    /** Copies the lists. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        unused = List.copyOf(unused);
        mismatched = List.copyOf(mismatched);
    }

    /** Whether every entry of the model is loaded, and nothing of the file is left that nobody declared unused. */
    public boolean complete() {
        return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
    }

    /** One sentence: counts, and the first names of what does not fit. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        parts.add(loaded.size() + " loaded");
        add(parts, "missing", missing);
        add(parts, "unexpected", unexpected);
        add(parts, "of another shape or type", mismatched);
        if (!unused.isEmpty()) {
            parts.add(unused.size() + " unused");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String what, List<?> entries) {
        if (!entries.isEmpty()) {
            parts.add(entries.size() + " " + what + ": " + entries.stream().limit(SHOWN).map(Object::toString)
                    .collect(Collectors.joining("; ")) + (entries.size() > SHOWN ? "; …" : ""));
        }
    }
}
