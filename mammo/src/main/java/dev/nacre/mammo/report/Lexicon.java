package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terms of one language, ready to be found. */
final class Lexicon {
    private static final Map<Language, Lexicon> LEXICONS = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            LEXICONS.put(language, new Lexicon(language));
        }
    }

    private final TermTrie phrases = new TermTrie();
    private final boolean commaBreaks;

    private Lexicon(Language language) {
        Map<String, Term> byKey = new HashMap<>();
        for (Class<?> family : Term.class.getPermittedSubclasses()) {
            for (Object term : family.getEnumConstants()) {
                byKey.put(((Term) term).key(), (Term) term);
            }
        }
        WordTable words = WordTable.words(language);
        words.terms().forEach((key, phrasesOfKey) -> {
            List<Term> meaning = new ArrayList<>();
            for (String part : key.split("\\+")) {
                if (byKey.containsKey(part.strip())) {
                    meaning.add(byKey.get(part.strip()));
                } else if (!part.startsWith("heading.") && !part.startsWith("abbreviation")) {
                    throw new IllegalStateException("the table of " + language + " has an unknown key: " + part);
                }
            }
            if (!meaning.isEmpty()) {
                phrasesOfKey.forEach(phrase -> phrases.add(phrase, List.copyOf(meaning)));
            }
        });
        commaBreaks = language == Language.CHINESE;
    }

    static Lexicon of(Language language) {
        return LEXICONS.get(language);
    }

    /** All terms in a sentence, in their order; of terms that overlap, the first and longest. */
    List<Mention> mentions(List<Token> tokens) {
        List<Mention> mentions = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            TermTrie.Match match = phrases.longest(tokens, at);
            if (match != null) {
                for (Term term : match.terms()) {
                    mentions.add(new Mention(term, at, at + match.length()));
                }
                at += match.length();
                continue;
            }
            Cue mark = mark(tokens.get(at).text());
            if (mark != null) {
                mentions.add(new Mention(mark, at, at + 1));
            }
            at++;
        }
        return mentions;
    }

    private Cue mark(String token) {
        return switch (token) {
            case "," -> commaBreaks ? Cue.BREAK : Cue.COMMA;
            case "\u3001", "/", "+", "&" -> Cue.AND;
            default -> null;
        };
    }
}
