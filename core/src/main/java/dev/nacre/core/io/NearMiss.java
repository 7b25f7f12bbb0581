package dev.nacre.core.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that somebody probably meant: the same ending first, then the smallest edit distance. */
final class NearMiss {
    private static final int SHOWN = 3;
    /** Comparing costs the product of two name lengths; beyond this many names only the first ones are looked at. */
    private static final int COMPARED = 10_000;

    private NearMiss() {
    }

    /** "did you mean …?" or what there is, for the second half of an error message. */
    static String hint(String name, Collection<String> candidates) {
        List<String> near = nearest(name, candidates);
        if (near.isEmpty()) {
            return "it holds " + candidates.size() + " tensors" + (candidates.isEmpty() ? "" : ", the first being \""
                    + JsonWriter.excerpt(candidates.iterator().next()) + "\"");
        }
        return "did you mean \"" + String.join("\" or \"", near) + "\"?";
    }

    /** At most three names that differ from the given one by a prefix or by a third of their characters at most. */
    static List<String> nearest(String name, Collection<String> candidates) {
        record Scored(String name, int distance) {
        }
        return candidates.stream()
                .limit(COMPARED)
                .map(candidate -> new Scored(candidate, distance(name, candidate)))
                .filter(scored -> scored.distance() <= Math.max(2, name.length() / 3))
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .limit(SHOWN)
                .map(Scored::name)
                .toList();
    }

    private static int distance(String a, String b) {
        if (a.endsWith("." + b) || b.endsWith("." + a)) {
            return 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
