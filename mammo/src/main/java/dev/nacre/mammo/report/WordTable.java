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
 * The words of one language, by key. A line of the file reads {@code key = term, term}; a key may have several lines;
 * lines that begin with # are comments.
 */
record WordTable(Map<String, List<String>> terms) {
    private static final Map<Language, WordTable> TABLES = readAll();

    static WordTable of(Language language) {
        return TABLES.get(language);
    }

    /** The terms under a key, none where the language has none. */
    List<String> get(String key) {
        return terms.getOrDefault(key, List.of());
    }

    private static Map<Language, WordTable> readAll() {
        Map<Language, WordTable> tables = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            tables.put(language, read("words-" + language.code() + ".txt"));
        }
        return tables;
    }

    private static WordTable read(String name) {
        Map<String, List<String>> terms = new LinkedHashMap<>();
        try (InputStream bytes = WordTable.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(name, line, terms);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the table " + name + " in Nacre's own archive cannot be read", unreadable);
        }
        return new WordTable(Collections.unmodifiableMap(terms));
    }

    private static void add(String name, String line, Map<String, List<String>> terms) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalStateException("a line of " + name + " has no key: " + line);
        }
        List<String> list = terms.computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>());
        for (String term : line.substring(equals + 1).split(",")) {
            if (!term.isBlank()) {
                list.add(term.strip());
            }
        }
    }
}
