package dev.nacre.examples;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** Sentences from the command line and from a file. */
final class SentenceArguments {
    @Option(names = "--sentence", paramLabel = "TEXT", description = "A sentence; may be given several times.")
    private List<String> sentences = List.of();

    @Option(names = "--sentences", paramLabel = "FILE",
            description = "A text file in UTF-8 with one sentence per line; empty lines are skipped.")
    private Path file;

    /** Created by the command line alone. */
    SentenceArguments() {
    }

    /** The sentences in the order given, those of the file last; empty when neither option was used. */
    List<String> sentences() {
        List<String> all = new ArrayList<>(sentences.stream().map(String::strip).toList());
        if (all.contains("")) {
            throw new InputException("--sentence is empty: give it a text");
        }
        if (file != null) {
            List<String> lines = lines();
            if (lines.isEmpty()) {
                throw new InputException("the file of sentences " + file + " is empty: write one sentence per line");
            }
            all.addAll(lines);
        }
        if (new LinkedHashSet<>(all).size() < all.size()) {
            throw new InputException("a sentence was given twice, which would halve its share: leave one out");
        }
        return all;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (NoSuchFileException missing) {
            throw new InputException("the file of sentences " + file + " does not exist: correct the path", missing);
        } catch (CharacterCodingException encoding) {
            throw new InputException(
                    "the file of sentences " + file + " is not UTF-8 text: save it as UTF-8", encoding);
        } catch (IOException unreadable) {
            throw new InputException(
                    "the file of sentences " + file + " cannot be read: check its permissions", unreadable);
        }
    }
}
