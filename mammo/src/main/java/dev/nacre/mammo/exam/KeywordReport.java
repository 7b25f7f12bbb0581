package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.report.Attribute;
import dev.nacre.mammo.report.FindingKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A report that says nothing but its keywords, for comparing what free text adds: {@code left mass irregular
 * spiculated}, {@code left bi-rads 5}, {@code right negative}, {@code density c}.
 */
public final class KeywordReport {
    private KeywordReport() {
    }

    /** The same keywords, labels and density in sentences of nothing else; the order is always the same. */
    public static ExamReport of(ExamReport report) {
        List<ReportSentence> sentences = new ArrayList<>();
        Set<Keyword> keywords = report.keywords().keywords();
        report.density().ifPresent(density ->
                sentences.add(new ReportSentence("density " + words(density), Set.of(), false)));
        for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            for (FindingKind kind : FindingKind.values()) {
                if (keywords.contains(new Keyword.Found(side, kind))) {
                    sentences.add(found(side, kind, keywords));
                }
            }
            if (keywords.contains(new Keyword.Negative(side))) {
                sentences.add(new ReportSentence(words(side) + " negative", Set.of(side), false));
            }
            for (int category = 0; category <= 6; category++) {
                if (keywords.contains(new Keyword.Assessed(side, category))) {
                    sentences.add(new ReportSentence(words(side) + " bi-rads " + category, Set.of(side), false));
                }
            }
        }
        return new ExamReport(sentences, report.keywords(), report.labels(), report.density());
    }

    private static ReportSentence found(Laterality side, FindingKind kind, Set<Keyword> keywords) {
        StringBuilder text = new StringBuilder(words(side)).append(' ').append(words(kind));
        Set<Attribute> looks = EnumSet.noneOf(Attribute.class);
        for (Attribute look : Attribute.values()) {
            if (keywords.contains(new Keyword.Looks(side, kind, look))) {
                looks.add(look);
                text.append(' ').append(words(look));
            }
        }
        keywords.stream().filter(Keyword.Lies.class::isInstance).map(Keyword.Lies.class::cast)
                .filter(lies -> lies.side() == side && lies.kind() == kind).map(Keyword.Lies::location).sorted()
                .forEach(place -> text.append(' ').append(words(place)));
        return new ReportSentence(text.toString(), Set.of(side), ReportReader.isLesion(kind, looks));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
