package dev.nacre.mammo.task.zeroshot;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads prompts from a text in UTF-8. A line in brackets begins a class and names it; every line after it is one
 * sentence of that class; empty lines, and lines that begin with {@code #}, say nothing:
 *
 * <pre>
 * # Is there a mass?
 * [no mass]
 * no mass is seen
 * there is no mass in this breast
 *
 * [mass]
 * there is a mass
 * </pre>
 */
final class PromptFile {
    private final String source;
    private final Map<String, List<String>> classes = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private String open;

    private PromptFile(String source) {
        this.source = source;
    }

    static PromptClasses read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new InputException("there is no file of prompts " + file + ": correct the path", missing);
        } catch (CharacterCodingException wrong) {
            throw new InputException(file + " is no text in UTF-8: save it as that", wrong);
        } catch (IOException unreadable) {
            throw new InputException(file + " cannot be read (" + unreadable.getMessage() + "): check its permissions",
                    unreadable);
        }
    }

    static PromptClasses readResource(String name) {
        try (InputStream text = PromptFile.class.getResourceAsStream(name)) {
            return parse(name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException("the resource " + name + " belongs to this library", impossible);
        }
    }

    static PromptClasses parse(String source, String text) {
        PromptFile file = new PromptFile(source);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1).strip() : line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                file.add(content, number);
            }
        }
        return file.finish();
    }

    private void add(String content, int number) {
        if (content.startsWith("[")) {
            begin(content, number);
        } else if (open == null) {
            throw wrong(number, "is a sentence before the first class: put a line with the name of its class in"
                    + " brackets before it, such as [mass]");
        } else {
            Integer before = lines.putIfAbsent("sentence " + content, number);
            if (before != null) {
                throw wrong(number, "repeats the sentence of line " + before + ", which would count twice or tell"
                        + " nothing: remove one of them");
            }
            classes.get(open).add(content);
        }
    }

    private void begin(String content, int number) {
        if (!content.endsWith("]") || content.length() < 3 || content.substring(1, content.length() - 1).isBlank()) {
            throw wrong(number, "begins with a bracket and names no class: write the name between [ and ], and nothing"
                    + " after it");
        }
        requireSentences();
        open = content.substring(1, content.length() - 1).strip();
        Integer before = lines.putIfAbsent("class " + open, number);
        if (before != null) {
            throw wrong(number, "begins the class of line " + before + " again: rename one, or join them");
        }
        classes.put(open, new ArrayList<>());
    }

    private void requireSentences() {
        if (open != null && classes.get(open).isEmpty()) {
            throw wrong(lines.get("class " + open), "begins a class without a sentence: write at least one below it");
        }
    }

    private PromptClasses finish() {
        requireSentences();
        if (classes.size() < 2) {
            throw new InputException(source + " has " + classes.size() + " classes of prompts, and a question needs at"
                    + " least two: begin each with a line such as [mass]");
        }
        List<PromptClass> all = new ArrayList<>();
        classes.forEach((name, sentences) -> all.add(new PromptClass(name, sentences)));
        return new PromptClasses(all);
    }

    private InputException wrong(int number, String what) {
        return new InputException("line " + number + " of " + source + " " + what);
    }
}
