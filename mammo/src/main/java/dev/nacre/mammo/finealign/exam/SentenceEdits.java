package dev.nacre.mammo.finealign.exam;

import dev.nacre.mammo.data.SideSwap;
import dev.nacre.mammo.exam.ReportSentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wrong versions of an English sentence (specification §2.5): the other breast, another finding, another quadrant, or
 * its denial. Each differs from the sentence in one such thing, so that a model that tells them apart has read it.
 */
public final class SentenceEdits {
    private static final int MOST = 10;
    /** Longer wordings first, as they may begin or end with shorter ones. */
    private static final Pattern FINDING = words("(?:architectural )?distortions?", "(?:focal|global|developing) "
            + "asymmetr(?:y|ies)", "asymmetr(?:y|ies)", "(?:micro|macro)?calcifications?", "mass(?:es)?", "nodules?",
            "lesions?", "opacit(?:y|ies)", "tumou?rs?");
    private static final Map<String, String> KINDS = Map.of("distortion", "architectural distortion", "asymmetr",
            "focal asymmetry", "calcification", "calcifications", "mass", "mass");
    private static final List<String> FINDINGS = List.of("mass", "calcifications", "focal asymmetry",
            "architectural distortion");
    private static final Pattern HEIGHT = words("upper", "lower", "superior", "inferior");
    private static final Pattern BREADTH = words("outer", "inner", "lateral", "medial");
    private static final Map<String, String> OPPOSITE = Map.of("upper", "lower", "lower", "upper", "superior",
            "inferior", "inferior", "superior", "outer", "inner", "inner", "outer", "lateral", "medial", "medial",
            "lateral");
    private static final Pattern THERE = Pattern.compile("\\bthere (?:is|are)(?: an?)?(?= )",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ARTICLE = words("an?");

    private SentenceEdits() {
    }

    /** At most ten wrong versions, all different; none where the sentence has no English word to change. */
    public static List<String> of(ReportSentence sentence) {
        String text = sentence.text();
        Set<String> edits = new LinkedHashSet<>();
        edits.add(SideSwap.mirrored(text));
        UnaryOperator<String> vertical = one -> exchanged(one, HEIGHT);
        UnaryOperator<String> horizontal = one -> exchanged(one, BREADTH);
        edits.addAll(List.of(vertical.apply(text), horizontal.apply(text), vertical.apply(horizontal.apply(text))));
        Matcher finding = FINDING.matcher(text);
        if (finding.find()) {
            edits.addAll(others(text, finding.toMatchResult()));
            edits.add(denied(text, finding.start()));
        }
        edits.remove(text);
        return edits.stream().limit(MOST).toList();
    }

    private static Pattern words(String... wordings) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + String.join("|", wordings) + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE);
    }

    private static String exchanged(String text, Pattern words) {
        return words.matcher(text).replaceAll(match -> written(
                OPPOSITE.get(match.group().toLowerCase(Locale.ROOT)), match.group()));
    }

    /** The first finding replaced by each of the others. */
    private static List<String> others(String text, MatchResult finding) {
        String found = finding.group().toLowerCase(Locale.ROOT);
        String own = KINDS.entrySet().stream().filter(kind -> found.contains(kind.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse("mass");
        List<String> others = new ArrayList<>();
        for (String other : FINDINGS) {
            if (!other.equals(own)) {
                others.add(text.substring(0, finding.start()) + written(other, finding.group())
                        + text.substring(finding.end()));
            }
        }
        return others;
    }

    /** With "no" for the article before the finding, after "there is", or before all. */
    private static String denied(String text, int finding) {
        Matcher there = THERE.matcher(text).region(0, finding);
        if (there.find()) {
            String kept = there.group().split(" an?$")[0];
            return text.substring(0, there.start()) + kept + " no" + text.substring(there.end());
        }
        Matcher article = ARTICLE.matcher(text).region(0, finding);
        int start = -1;
        int end = -1;
        while (article.find()) {
            start = article.start();
            end = article.end();
        }
        if (start >= 0) {
            return text.substring(0, start) + written("no", text.substring(start, end)) + text.substring(end);
        }
        return "No " + Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** A word with the first letter's case of the one that it replaces. */
    private static String written(String word, String replaced) {
        return Character.isUpperCase(replaced.charAt(0)) ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
                : word;
    }
}
