package dev.nacre.mammo.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words or the wordings of one language, by key. A line of the file reads {@code key = term, term}, or
 * {@code key = wording | wording}; a key may have several lines; lines that begin with # are comments.
 */
record WordTable(Map<String, List<String>> terms) {
    private static final Map<Language, WordTable> WORDS = readAll("words-", ",");
    private static final Map<Language, WordTable> WORDINGS = readAll("templates-", "\\|");

    /** What words stand for, for reading. */
    static WordTable words(Language language) {
        return WORDS.get(language);
    }

    /** How sentences are made, for writing. */
    static WordTable wordings(Language language) {
        return WORDINGS.get(language);
    }

    /** The terms under a key, none where the language has none. */
    List<String> get(String key) {
        return terms.getOrDefault(key, List.of());
    }

    private static Map<Language, WordTable> readAll(String prefix, String separator) {
        Map<Language, WordTable> tables = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            tables.put(language, read(prefix + language.code() + ".txt", separator));
        }
        return tables;
    }

    private static WordTable read(String name, String separator) {
        Map<String, List<String>> terms = new LinkedHashMap<>();
        try (InputStream bytes = WordTable.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(name, line, separator, terms);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the table " + name + " in Nacre's own archive cannot be read", unreadable);
        }
        return new WordTable(Collections.unmodifiableMap(terms));
    }

    private static void add(String name, String line, String separator, Map<String, List<String>> terms) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalStateException("a line of " + name + " has no key: " + line);
        }
        List<String> list = terms.computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>());
        for (String term : line.substring(equals + 1).split(separator)) {
            if (!term.isBlank()) {
                list.add(term.strip());
            }
        }
    }
}
