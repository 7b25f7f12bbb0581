package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds in a report's sentences what is said of the breasts, by tables of words and a few rules: a denial reaches to
 * the end of its clause, a place belongs to the findings of its stretch, a side holds until another is named. It knows
 * no grammar; docs/reports.md says how often it is right. Safe for many threads; the time is in proportion to the
 * text's length, whatever the text.
 */
public final class ReportParser {
    private static final int LONGEST_HEADING = 6;

    private final Lexicon lexicon;
    private final SentenceSplitter sentences;

    public ReportParser(Language language) {
        lexicon = Lexicon.of(language);
        sentences = new SentenceSplitter(language);
    }

    /**
     * Reads a report or one of its sections; all sentences come back, those that say nothing of a breast too. A heading
     * such as "Left breast:" gives its side to the sentences after it.
     */
    public List<SentenceReading> parse(String text) {
        List<SentenceReading> readings = new ArrayList<>();
        SideTerm side = SideTerm.UNKNOWN;
        for (Sentence sentence : sentences.split(text)) {
            List<Token> tokens = Token.of(sentence.text());
            List<Mention> mentions = lexicon.mentions(tokens);
            side = headingSide(tokens, mentions, side);
            readings.add(read(sentence, tokens, mentions, side));
        }
        return readings;
    }

    private static SideTerm headingSide(List<Token> tokens, List<Mention> mentions, SideTerm before) {
        for (int colon = 0; colon < Math.min(tokens.size(), LONGEST_HEADING); colon++) {
            if (tokens.get(colon).text().equals(":")) {
                for (Mention mention : mentions) {
                    if (mention.first() > colon || mention.term() == Cue.BIRADS
                            || mention.term() instanceof FindingKind) {
                        return before;
                    }
                    if (mention.term() instanceof SideTerm side) {
                        return side;
                    }
                }
            }
        }
        return before;
    }

    private static SentenceReading read(Sentence sentence, List<Token> tokens, List<Mention> mentions, SideTerm side) {
        BitSet negated = NegationScope.of(mentions);
        List<ReportFinding> findings = FindingAssembly.assemble(mentions, negated, side);
        NumberReading numbers = new NumberReading(sentence.text(), tokens, mentions);
        List<Assessment> assessments = numbers.assessments(mentions, side);
        return new SentenceReading(sentence, findings, assessments, numbers.density(mentions),
                words(mentions, negated, findings), leaks(mentions, findings, assessments));
    }

    private static Set<AssessmentWord> words(List<Mention> mentions, BitSet negated, List<ReportFinding> findings) {
        Set<AssessmentWord> words = EnumSet.noneOf(AssessmentWord.class);
        boolean findingDenied = findings.stream().anyMatch(ReportFinding::isAbsent);
        for (int i = 0; i < mentions.size(); i++) {
            Term term = mentions.get(i).term();
            boolean alarm = term == AssessmentWord.MALIGNANT || term == AssessmentWord.SUSPICIOUS;
            if ((alarm || term == Cue.ABNORMALITY) && negated.get(i)) {
                if (!findingDenied) {
                    words.add(AssessmentWord.NO_ABNORMALITY);
                }
            } else if (term instanceof AssessmentWord word && !negated.get(i)
                    && (word != AssessmentWord.NO_ABNORMALITY || findings.isEmpty())) {
                words.add(word);
            }
        }
        return words;
    }

    private static Set<Leak> leaks(List<Mention> mentions, List<ReportFinding> findings, List<Assessment> assessments) {
        Set<Leak> leaks = EnumSet.noneOf(Leak.class);
        mentions.stream().map(Mention::term).filter(Leak.class::isInstance).map(Leak.class::cast).forEach(leaks::add);
        // What is seen now stays what is seen now when it is compared with earlier pictures.
        if (!findings.isEmpty() || !assessments.isEmpty()) {
            leaks.remove(Leak.PRIOR);
        }
        return leaks;
    }
}
