package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the numbers of assessments and the letters of densities beside the words that announce them. */
final class NumberReading {
    private static final int REACH = 6;
    private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi");
    private static final Set<String> LENGTHS = Set.of("mm", "cm");

    private final List<Token> tokens;
    private final Term[] terms;
    private final String text;

    NumberReading(String text, List<Token> tokens, List<Mention> mentions) {
        this.text = text;
        this.tokens = tokens;
        this.terms = new Term[tokens.size()];
        for (Mention mention : mentions) {
            for (int i = mention.first(); i < mention.end(); i++) {
                terms[i] = mention.term();
            }
        }
    }

    /** @param inherited the side where the sentence names none */
    List<Assessment> assessments(List<Mention> mentions, SideTerm inherited) {
        List<Assessment> found = new ArrayList<>();
        SideTerm before = inherited;
        int read = 0;
        for (Mention mention : mentions) {
            if (mention.term() instanceof SideTerm side) {
                before = side;
            } else if (mention.term() == Cue.BREAK && found.isEmpty()) {
                before = before == SideTerm.UNKNOWN ? inherited : before;
            } else if (mention.term() == Cue.BIRADS) {
                read = readNumbers(mention.end(), before, found);
            } else if (mention.term() == Cue.CATEGORY && mention.first() >= read) {
                int number = numberBeside(mention, read);
                read = number < 0 ? read : readNumbers(number, before, found);
            }
        }
        return found;
    }

    /** The number behind or before a word that announces densities as well; -1 where none is, or a density. */
    private int numberBeside(Mention category, int from) {
        int behind = category.end();
        if (behind < tokens.size() && tokens.get(behind).text().equals(":")) {
            behind++;
        }
        if (behind < tokens.size() && number(behind, behind) >= 0) {
            return isOfDensity(category.first()) ? -1 : behind;
        }
        int before = category.first() - 1;
        if (before > from && !subcategory(before - 1).isEmpty()) {
            before--;
        }
        return before >= from && number(before, before) >= 0 && !isOfDensity(before) ? before : -1;
    }

    private boolean isOfDensity(int at) {
        int before = at - 1;
        while (before >= 0 && at - before < REACH && (isFiller(before) || !tokens.get(before).isWord())) {
            before--;
        }
        return before >= 0 && terms[before] == Cue.DENSITY;
    }

    /** Reads the numbers from a token on and says where it ended. */
    private int readNumbers(int begin, SideTerm before, List<Assessment> found) {
        SideTerm side = null;
        int at = begin;
        int first = found.size();
        for (int steps = 0; at < tokens.size() && steps < REACH; at++, steps++) {
            int number = number(at, begin);
            if (number >= 0 && (found.size() == first || !isCount(at))) {
                String letter = number == 4 ? subcategory(at) : "";
                SideTerm after = side == null ? sideAfter(at + 1 + letter.length()) : null;
                SideTerm own = side != null ? side : after != null ? after : before;
                found.add(new Assessment(Birads.named(number + letter).orElseThrow(), own.breasts()));
                side = null;
                steps = 0;
            } else if (terms[at] instanceof SideTerm named) {
                side = named;
            } else if (terms[at] == Cue.BIRADS || terms[at] instanceof FindingKind
                    || isNextCategory(at, found.size() - first)
                    || terms[at] == null && Character.isLetter(tokens.get(at).text().charAt(0))
                    && found.size() > first) {
                break;
            }
        }
        return at;
    }

    private int number(int at, int begin) {
        String word = tokens.get(at).text();
        boolean measure = at + 1 < tokens.size() && LENGTHS.contains(tokens.get(at + 1).text());
        if (word.length() == 1 && word.charAt(0) >= '0' && word.charAt(0) <= '6' && !measure) {
            return word.charAt(0) - '0';
        }
        return at - begin <= 1 && ROMAN.contains(word) ? ROMAN.indexOf(word) + 1 : -1;
    }

    private String subcategory(int at) {
        if (at + 1 < tokens.size() && tokens.get(at + 1).start() == tokens.get(at).end()
                && Set.of("a", "b", "c").contains(tokens.get(at + 1).text())) {
            return tokens.get(at + 1).text();
        }
        return "";
    }

    /** A side right after the number; one after a comma may announce the next number instead. */
    private SideTerm sideAfter(int from) {
        boolean parted = false;
        for (int at = from; at < Math.min(tokens.size(), from + REACH); at++) {
            if (terms[at] instanceof SideTerm side) {
                return parted && isAnnounced(at + 1) ? null : side;
            }
            boolean mark = !tokens.get(at).isWord();
            if (!mark && !isFiller(at) && terms[at] != Cue.AND && !(terms[at] instanceof AssessmentWord)) {
                return null;
            }
            parted |= mark || terms[at] == Cue.AND;
        }
        return null;
    }

    /** Whether a word announces another number after one that was read. */
    private boolean isNextCategory(int at, int read) {
        return read > 0 && terms[at] == Cue.CATEGORY && at + 1 < tokens.size() && number(at + 1, at + 1) >= 0;
    }

    /** In "BI-RADS 4 right, 2 masses" the second number counts. */
    private boolean isCount(int at) {
        return at + 1 < tokens.size() && (terms[at + 1] instanceof FindingKind || terms[at + 1] instanceof Attribute);
    }

    private boolean isFiller(int at) {
        return terms[at] == Cue.FILLER || terms[at] == Cue.CATEGORY;
    }

    private boolean isAnnounced(int from) {
        for (int at = from; at < Math.min(tokens.size(), from + 2); at++) {
            if (terms[at] == Cue.BIRADS || terms[at] == Cue.CATEGORY || number(at, Integer.MIN_VALUE / 2) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The density, from a phrase that names it or from a letter. */
    Optional<DensityClass> density(List<Mention> mentions) {
        for (Mention mention : mentions) {
            if (mention.term() == Cue.DENSITY || mention.term() == Cue.BIRADS) {
                Optional<DensityClass> letter = letter(mention.end());
                if (letter.isPresent()) {
                    return letter;
                }
            }
        }
        return mentions.stream().map(Mention::term).filter(DensityTerm.class::isInstance)
                .map(term -> ((DensityTerm) term).meaning()).findFirst();
    }

    private Optional<DensityClass> letter(int from) {
        boolean filled = false;
        for (int at = from; at < Math.min(tokens.size(), from + REACH); at++) {
            Token token = tokens.get(at);
            boolean letter = token.text().length() == 1 && "abcd".contains(token.text());
            // A small "a" is an article or a preposition, unless a word such as "type" announced it.
            if (letter && (filled || !token.text().equals("a") || Character.isUpperCase(text.charAt(token.start())))) {
                return DensityClass.named(token.text());
            }
            boolean passed = isFiller(at) || terms[at] == Cue.DENSITY || terms[at] == Cue.COMMA
                    || !token.isWord();
            if (!passed) {
                return Optional.empty();
            }
            filled |= isFiller(at);
        }
        return Optional.empty();
    }
}
