package dev.nacre.mammo.task.zeroshot;

import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A question that is answered without labels: two or more classes, each described by sentences. Of two classes the
 * second is what is looked for, as in Mammo-CLIP's evaluation.
 *
 * @param classes in their order
 */
public record PromptClasses(List<PromptClass> classes) {
    /** Questions that come with Nacre, in our own wording: {@link #named}. */
    public static final List<String> NAMES = List.of("mass", "calcification", "malignancy", "density");

    /** Copies the list; refuses fewer than two classes, names that are used twice, and sentences of two classes. */
    public PromptClasses {
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new InputException("a question needs at least two classes of sentences, got " + classes.size()
                    + ": say also what the other answers are");
        }
        Set<String> names = new HashSet<>();
        Set<String> sentences = new HashSet<>();
        for (PromptClass one : classes) {
            if (!names.add(one.name())) {
                throw new InputException("two classes are called \"" + one.name() + "\": rename one, or join them");
            }
            for (String sentence : one.sentences()) {
                if (!sentences.add(sentence)) {
                    throw new InputException("the sentence \"" + sentence + "\" is of two classes and tells nothing:"
                            + " remove it from one");
                }
            }
        }
    }

    /**
     * One of the questions that come with Nacre: mass, calcification, malignancy (of each "no" first), and density,
     * from A to D.
     *
     * @throws InputException if there is none of that name
     */
    public static PromptClasses named(String name) {
        if (!NAMES.contains(name)) {
            throw new InputException("there are no prompts \"" + name + "\": choose one of " + String.join(", ", NAMES)
                    + ", or give a file");
        }
        return PromptFile.readResource(name + ".txt");
    }

    /**
     * From a file of one's own, see {@link PromptFile}.
     *
     * @throws InputException if it is missing or cannot be understood; the message names the line
     */
    public static PromptClasses read(Path file) {
        return PromptFile.read(file);
    }

    /** Names of the classes, in their order. */
    public List<String> names() {
        return classes.stream().map(PromptClass::name).toList();
    }
}
