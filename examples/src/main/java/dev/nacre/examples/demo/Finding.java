package dev.nacre.examples.demo;

import dev.nacre.mammo.eval.PromptPair;
import java.util.List;

/** What the demo looks for, and the sentences by which it asks. */
enum Finding {
    MASS("mass", new PromptPair(
            List.of("There is a mass.", "A mass is seen in the breast.", "Mass with an indistinct margin.",
                    "Suspicious mass."),
            List.of("There is no mass.", "No mass is seen.", "The breast is free of any mass.", "No mass."))),
    CALCIFICATION("calcification", new PromptPair(
            List.of("There is a cluster of calcifications.", "Grouped calcifications are seen.",
                    "Clustered calcifications of pleomorphic form.", "Suspicious calcification cluster."),
            List.of("There are no grouped calcifications.", "No cluster of calcifications is seen.",
                    "The breast is free of clustered calcifications.", "No calcifications.")));

    private final String word;
    private final PromptPair prompts;

    Finding(String word, PromptPair prompts) {
        this.word = word;
        this.prompts = prompts;
    }

    /** As the tables of the phantoms say it. */
    String word() {
        return word;
    }

    /** With a capital. */
    String title() {
        return Words.capital(word);
    }

    /** With and without it. */
    PromptPair prompts() {
        return prompts;
    }
}
