package dev.nacre.mammo.report;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.nn.InputException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sentences from findings, for data sets that have labels and no reports; a key picks among several wordings. A
 * sentence speaks of one finding, so that none is both positive and negative, and {@link ReportParser} reads exactly
 * what was put in. The wordings of each language are a text file beside the classes. Safe for many threads.
 */
public final class FindingTemplates {
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern SPACE_BEFORE_MARK = Pattern.compile(" (?=[.,]|$)");

    private final WordTable wordings;
    private final String joint;

    public FindingTemplates(Language language) {
        wordings = WordTable.wordings(language);
        joint = language == Language.CHINESE ? "" : " ";
    }

    /**
     * A sentence about one finding.
     *
     * @throws InputException if such a finding cannot look like that, or if one that is absent has changed otherwise
     *     than by going
     */
    public String sentence(ReportFinding finding, Key key) {
        check(finding);
        Set<Attribute> attributes = sorted(finding.attributes(), Attribute.class);
        String noun = only(finding.kind().key());
        for (Attribute attribute : attributes) {
            Optional<String> compound = optional(finding.kind().key() + "+" + attribute.key());
            if (compound.isPresent()) {
                noun = compound.get();
                attributes.remove(attribute);
                break;
            }
        }
        List<String> looks = attributes.stream().map(attribute -> optional(attribute.key() + suffix(finding.kind()))
                .orElseGet(() -> only(attribute.key()))).toList();
        List<String> places = sorted(finding.locations(), Location.class).stream()
                .map(place -> only(place.key())).toList();
        String side = side(SideTerm.of(finding.sides()), !places.isEmpty(), key);
        Map<String, String> parts = Map.of("noun", noun, "attributes", String.join(joint, looks),
                "places", String.join(joint, places), "side", side,
                "article", article(finding.kind(), looks.isEmpty() ? noun : looks.getFirst()),
                "change", finding.isAbsent() ? "" : finding.change()
                        .map(change -> pick(wordings.get(change.key()), key.child("change"))).orElse(""));
        return finished(pick(patterns(finding), key), parts);
    }

    /** A sentence about an assessment. */
    public String sentence(Assessment assessment, Key key) {
        return finished(pick(wordings.get("assessment"), key), Map.of("category", assessment.category().code(),
                "side", side(SideTerm.of(assessment.sides()), false, key)));
    }

    /** A sentence about the density. */
    public String sentence(DensityClass density, Key key) {
        return finished(pick(wordings.get(DensityTerm.of(density).key()), key), Map.of());
    }

    private static void check(ReportFinding finding) {
        for (Attribute attribute : finding.attributes()) {
            if (!attribute.suits(finding.kind())) {
                throw new InputException("a " + words(finding.kind()) + " cannot be " + words(attribute)
                        + "; leave that attribute out");
            }
        }
        boolean gone = finding.change().filter(change -> change == Change.RESOLVED).isPresent();
        if (finding.isAbsent() ? finding.change().isPresent() && !gone : gone) {
            throw new InputException("a finding that is " + words(finding.presence()) + " cannot be "
                    + words(finding.change().orElseThrow()) + "; what is resolved is absent, and nothing else is");
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<String> patterns(ReportFinding finding) {
        String pattern = finding.isAbsent() && finding.change().isPresent() ? "resolved"
                : finding.presence().name().toLowerCase(Locale.ROOT);
        List<String> plural = finding.kind() == FindingKind.CALCIFICATION ? wordings.get(pattern + ".plural")
                : List.of();
        return plural.isEmpty() ? wordings.get(pattern) : plural;
    }

    private String article(FindingKind kind, String next) {
        return optional("article" + suffix(kind)).map(article -> "aeiou".indexOf(next.charAt(0)) < 0 ? article
                : optional("article.before-vowel").orElse(article)).orElse("");
    }

    /** The last part of a kind's key, with its point. */
    private static String suffix(FindingKind kind) {
        return kind.key().substring(kind.family().length());
    }

    /** Some languages say "of the breast" behind a place, and never without one. */
    private String side(SideTerm side, boolean placed, Key key) {
        List<String> words = placed ? wordings.get(side.key() + ".of") : List.of();
        return side == SideTerm.UNKNOWN ? ""
                : pick(words.isEmpty() ? wordings.get(side.key()) : words, key.child("place"));
    }

    private String finished(String pattern, Map<String, String> parts) {
        String text = pattern;
        for (String whole : List.of("what", "bare", "where")) {
            text = text.replace("{" + whole + "}", optional(whole).orElse(""));
        }
        for (Map.Entry<String, String> part : parts.entrySet()) {
            text = text.replace("{" + part.getKey() + "}", part.getValue());
        }
        text = SPACE_BEFORE_MARK.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("").strip();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private Optional<String> optional(String key) {
        return wordings.get(key).stream().findFirst();
    }

    private String only(String key) {
        return optional(key).orElseThrow(() -> new IllegalStateException("a table of wordings lacks " + key));
    }

    private static <E extends Enum<E>> Set<E> sorted(Collection<E> terms, Class<E> type) {
        Set<E> sorted = EnumSet.noneOf(type);
        sorted.addAll(terms);
        return sorted;
    }

    private static String pick(List<String> list, Key key) {
        return list.get((int) key.below(list.size(), 0));
    }
}
