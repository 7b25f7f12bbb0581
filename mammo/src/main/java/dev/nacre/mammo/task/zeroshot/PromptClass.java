package dev.nacre.mammo.task.zeroshot;

import dev.nacre.nn.InputException;
import java.util.List;

/**
 * One answer, and sentences that say it in several wordings.
 *
 * @param name      of the answer, for people
 * @param sentences at least one, all different
 */
public record PromptClass(String name, List<String> sentences) {
    /** Copies the list; refuses what says nothing. */
    public PromptClass {
        sentences = List.copyOf(sentences);
        if (name.isBlank() || sentences.isEmpty() || sentences.stream().anyMatch(String::isBlank)
                || sentences.stream().distinct().count() < sentences.size()) {
            throw new InputException("the class \"" + name + "\" has the sentences " + sentences
                    + ": give a name and at least one sentence, none of them empty or twice");
        }
    }
}
