package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a report at its headings. A heading stands at the begin of a line or sentence and is followed by a colon, or
 * has a line or brackets of its own; which words are headings is in the language's table.
 */
public final class SectionSplitter {
    private static final int LONGEST_HEADING = 48;

    private final Map<String, SectionKind> headings = new HashMap<>();

    public SectionSplitter(Language language) {
        WordTable words = WordTable.words(language);
        for (SectionKind kind : SectionKind.values()) {
            words.get(kind.key()).forEach(term -> headings.put(Folding.fold(term), kind));
        }
    }

    /** The sections in their order, empty ones too; text before the first heading is a section of kind OTHER. */
    public List<Section> split(String report) {
        String folded = Folding.fold(report);
        List<Section> sections = new ArrayList<>();
        SectionKind kind = SectionKind.OTHER;
        int start = 0;
        boolean mayBegin = true;
        for (int i = 0; i < folded.length(); i++) {
            char letter = folded.charAt(i);
            if (mayBegin && !Character.isWhitespace(letter)) {
                int end = headingEnd(folded, i);
                if (end > i) {
                    add(kind, report.substring(start, i), sections);
                    kind = headings.get(heading(folded, i, end));
                    start = end;
                    i = end - 1;
                }
            }
            mayBegin = letter == '\n' || letter == '\r' || letter == '.' || letter == ';'
                    || mayBegin && Character.isWhitespace(letter);
        }
        add(kind, report.substring(start), sections);
        return sections;
    }

    /** The texts of all sections of one kind, joined by line ends; empty where the report has none. */
    public String text(String report, SectionKind kind) {
        return String.join("\n", split(report).stream().filter(section -> section.kind() == kind)
                .map(Section::text).filter(text -> !text.isEmpty()).toList());
    }

    private static void add(SectionKind kind, String text, List<Section> sections) {
        if (kind != SectionKind.OTHER || !text.isBlank()) {
            sections.add(new Section(kind, text.strip()));
        }
    }

    /** Where the text after a heading at this place begins; the place itself where none is. */
    private int headingEnd(String folded, int from) {
        for (int i = from; i < folded.length() && i - from <= LONGEST_HEADING; i++) {
            char letter = folded.charAt(i);
            if (letter == ':' || letter == '\n' || letter == '\r' || letter == '\u3011' || letter == ']') {
                int end = i + 1;
                if (end < folded.length() && folded.charAt(end) == ':') {
                    end++;
                }
                return headings.containsKey(heading(folded, from, i + 1)) ? end : from;
            }
        }
        return headings.containsKey(heading(folded, from, folded.length())) ? folded.length() : from;
    }

    private static String heading(String folded, int from, int to) {
        int first = from;
        int last = Math.min(to, from + LONGEST_HEADING + 2);
        while (first < last && isFrame(folded.charAt(first))) {
            first++;
        }
        while (last > first && isFrame(folded.charAt(last - 1))) {
            last--;
        }
        return folded.substring(first, last);
    }

    private static boolean isFrame(char letter) {
        return Character.isWhitespace(letter) || ":[]*\u3010\u3011#".indexOf(letter) >= 0;
    }
}
