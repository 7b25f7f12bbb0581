package dev.nacre.mammo.prepare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts in a file that identify its patient, kept only to keep them out of names, tables and messages: names, split
 * into their parts, numbers and dates. Never printed.
 */
public final class Identifiers {
    /** Of a file that names nobody. */
    public static final Identifiers NONE = new Identifiers(List.of());
    /** Shorter parts stand in too many innocent words. */
    private static final int SHORTEST = 3;

    private final Set<String> texts = new TreeSet<>();

    /** @param values of the tags that identify, as the file holds them */
    public Identifiers(Collection<String> values) {
        for (String value : values) {
            add(value);
            for (String part : value.split("[^\\p{L}\\p{N}]+")) {
                add(part);
            }
        }
    }

    private void add(String text) {
        String folded = text.strip().toLowerCase(Locale.ROOT);
        if (folded.length() >= SHORTEST) {
            texts.add(folded);
        }
    }

    /** Whether a text contains one of them, in capitals or not. */
    public boolean occurIn(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(folded::contains);
    }

    /** Whether one of them stands in a text as words of their own, in capitals or not; "Ann" does not in "scanned". */
    public boolean areWordsOf(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(identifier -> {
            int found = folded.indexOf(identifier);
            while (found >= 0 && !(isEdge(folded, found - 1) && isEdge(folded, found + identifier.length()))) {
                found = folded.indexOf(identifier, found + 1);
            }
            return found >= 0;
        });
    }

    private static boolean isEdge(String text, int index) {
        return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }

    /** A path with pseudonyms for those parts that identify, with slashes between its parts on every system. */
    public String hidden(Path path, PseudonymKey key) {
        StringBuilder safe = new StringBuilder();
        for (Path part : path) {
            String name = part.toString();
            safe.append(safe.isEmpty() ? "" : "/").append(occurIn(name) ? "hidden-" + key.pseudonym(name) : name);
        }
        return safe.toString();
    }

    @Override
    public String toString() {
        return texts.size() + " texts that identify a patient";
    }
}
