package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The cleaning that Mammo-CLIP's captions have had (Ghosh et al., MICCAI 2024, text preparation of its published code),
 * for a model that is to read text as that one did: pieces between full stops, in lower case, their words and
 * punctuation apart, ASCII alone, no full stops. It has that code's traits: a decimal point splits, and a missing
 * section is an empty caption.
 */
public final class ReportCleaning {
    private static final String DAMAGED_PAIR = "\uFFFD\uFFFD";

    private ReportCleaning() {
    }

    /** A FINDINGS section as a caption. */
    public static String findings(String section) {
        List<String> pieces = new ArrayList<>();
        for (String piece : pieces(section)) {
            List<String> tokens = tokens(piece.replace(DAMAGED_PAIR, " ").toLowerCase(Locale.ROOT));
            if (tokens.size() > 1) {
                List<String> kept = tokens.stream().map(ReportCleaning::ascii).filter(t -> !t.isEmpty()).toList();
                if (kept.size() > 2) {
                    pieces.add(String.join(" ", kept));
                }
            }
        }
        return String.join(" ", pieces);
    }

    /** An IMPRESSION section as a caption: BI-RADS becomes one word first. */
    public static String impression(String section) {
        return findings(section.replace("BI-RADS", "BIRADS"));
    }

    /**
     * The captions of one breast: each different cleaned text once, findings first, then impressions.
     *
     * @param findings FINDINGS sections of the breast's rows, empty where missing
     * @param impressions IMPRESSION sections
     */
    public static List<String> captions(List<String> findings, List<String> impressions) {
        Set<String> cleanFindings = new LinkedHashSet<>();
        findings.forEach(text -> cleanFindings.add(findings(text)));
        Set<String> cleanImpressions = new LinkedHashSet<>();
        impressions.forEach(text -> cleanImpressions.add(impression(text)));
        List<String> captions = new ArrayList<>(cleanFindings);
        captions.addAll(cleanImpressions);
        return captions;
    }

    /** What stands between full stops; a full stop splits wherever it stands, for a space is put after each. */
    private static List<String> pieces(String section) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= section.length(); i++) {
            if (i == section.length() || section.charAt(i) == '.') {
                String piece = section.substring(start, i).replace('\n', ' ').strip();
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    /** Runs of word characters, and runs of what is neither that nor space (NLTK's wordpunct). */
    private static List<String> tokens(String piece) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= piece.length(); i++) {
            if (i == piece.length() || kind(piece.charAt(i)) != kind(piece.charAt(i - 1))) {
                if (kind(piece.charAt(start)) != Kind.SPACE) {
                    tokens.add(piece.substring(start, i));
                }
                start = i;
            }
        }
        return tokens;
    }

    private enum Kind { WORD, SPACE, OTHER }

    private static Kind kind(char letter) {
        if (letter == '_' || Character.isLetter(letter)) {
            return Kind.WORD;
        }
        return switch (Character.getType(letter)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Kind.WORD;
            default -> Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == '\u0085'
                    ? Kind.SPACE : Kind.OTHER;
        };
    }

    private static String ascii(String token) {
        StringBuilder kept = new StringBuilder(token.length());
        token.chars().filter(letter -> letter < 128).forEach(letter -> kept.append((char) letter));
        return kept.toString();
    }
}
