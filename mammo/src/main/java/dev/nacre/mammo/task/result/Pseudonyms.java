package dev.nacre.mammo.task.result;

import java.util.HashMap;
import java.util.Map;

/** Names under which patients are shown: a number for each, in the order in which they come up. */
public final class Pseudonyms {
    private final Map<String, String> names = new HashMap<>();

    /** Nobody has a name yet. */
    public Pseudonyms() {
    }

    /** That of a patient, always the same. */
    public String of(String patient) {
        return names.computeIfAbsent(patient, unused -> "patient-" + (names.size() + 1));
    }
}
