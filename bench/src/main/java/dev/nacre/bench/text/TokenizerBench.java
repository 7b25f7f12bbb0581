package dev.nacre.bench.text;

import dev.nacre.nn.InputException;
import dev.nacre.nn.text.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times a tokenizer on one thread. */
@Command(name = "tokenizer", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures how many tokens a second a tokenizer makes of texts, on one core.",
            "A pass takes all texts once. The first one finds Java cold and no word known; the passes after it are"
                + " what a program sees that keeps running. Give texts of your own with --text: how often words"
                + " come again decides much."})
public final class TokenizerBench implements Callable<Integer> {
    private static final double NANOSECONDS = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A tokenizer.json, a BERT vocab.txt, or a folder that holds one.")
    private Path file;

    @Option(names = "--text", paramLabel = "FILE",
            description = "Texts, one a line, in UTF-8. Without it, 2,000 reports made of templates.")
    private Path texts;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "N",
            description = "How long passes are repeated (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** Created by the command line alone. */
    TokenizerBench() {
    }

    /** One pass over all texts. */
    private record PassTime(long tokens, double seconds) {
        double rate() {
            return tokens / seconds;
        }
    }

    @Override
    public Integer call() {
        if (seconds < 1) {
            throw new InputException(seconds + " seconds: give at least 1");
        }
        List<String> lines = texts == null ? ReportTexts.english() : lines();
        long start = System.nanoTime();
        Tokenizer tokenizer = Tokenizer.read(file);
        double opened = (System.nanoTime() - start) / NANOSECONDS;
        PassTime first = pass(tokenizer, lines);
        List<Double> rates = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * NANOSECONDS);
        do {
            rates.add(pass(tokenizer, lines).rate());
        } while (System.nanoTime() < end);
        print(lines, tokenizer, opened, first, rates);
        return 0;
    }

    private List<String> lines() {
        try {
            List<String> lines = Files.readAllLines(texts).stream().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty()) {
                throw new InputException(texts + " holds no text: give one text a line");
            }
            return lines;
        } catch (IOException unreadable) {
            throw new InputException(texts + " cannot be read as UTF-8 text: " + unreadable.getMessage(), unreadable);
        }
    }

    private static PassTime pass(Tokenizer tokenizer, List<String> lines) {
        long start = System.nanoTime();
        long tokens = 0;
        for (String line : lines) {
            tokens += tokenizer.encode(line, Integer.MAX_VALUE).length;
        }
        return new PassTime(tokens, (System.nanoTime() - start) / NANOSECONDS);
    }

    private void print(List<String> lines, Tokenizer tokenizer, double opened, PassTime first, List<Double> rates) {
        Collections.sort(rates);
        long characters = lines.stream().mapToLong(String::length).sum();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: %d ids, opened in %.2f s%n", tokenizer.getClass().getSimpleName(),
                tokenizer.vocabularySize(), opened);
        out.printf(Locale.ROOT, "texts: %d, %.1f characters a token%n", lines.size(),
                (double) characters / first.tokens());
        out.printf(Locale.ROOT, "one thread, tokens a second: %,.0f (%,.0f to %,.0f in %d passes of %d tokens; the "
                + "first, cold, %,.0f)%n", rates.get(rates.size() / 2), rates.getFirst(), rates.getLast(),
                rates.size(), first.tokens(), first.rate());
        out.flush();
    }
}
