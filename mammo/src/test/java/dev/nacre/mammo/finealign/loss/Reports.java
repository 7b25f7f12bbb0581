package dev.nacre.mammo.finealign.loss;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.Keyword;
import dev.nacre.mammo.exam.KeywordSet;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.exam.WordBatch;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.nn.text.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small reports. */
final class Reports {
    private Reports() {
    }

    /** One that finds those things in those breasts, each in a sentence of its own; none says that both are normal. */
    static ExamReport of(Keyword.Found... findings) {
        Set<Keyword> keywords = new HashSet<>();
        List<ReportSentence> sentences = new ArrayList<>();
        sentences.add(new ReportSentence("Screening", Set.of(), false));
        Map<Laterality, SideLabel> labels = new EnumMap<>(Laterality.class);
        for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            labels.put(side, SideLabel.CALM);
            keywords.add(new Keyword.Negative(side));
        }
        for (Keyword.Found found : findings) {
            keywords.add(found);
            keywords.remove(new Keyword.Negative(found.side()));
            labels.put(found.side(), SideLabel.SUSPICIOUS);
            sentences.add(new ReportSentence(found.kind().key() + " in the " + found.side(), Set.of(found.side()),
                    true));
        }
        return new ExamReport(sentences, new KeywordSet(keywords), labels, Optional.empty());
    }

    static Keyword.Found left(FindingKind kind) {
        return new Keyword.Found(Laterality.LEFT, kind);
    }

    static Keyword.Found right(FindingKind kind) {
        return new Keyword.Found(Laterality.RIGHT, kind);
    }

    /** Texts of that many sentences, each of one word of one token. */
    static WordBatch words(int texts, int sentences) {
        int[] ids = new int[texts * sentences];
        int[] numbers = new int[ids.length];
        Arrays.setAll(ids, i -> i % 7);
        Arrays.setAll(numbers, i -> i % sentences);
        int[] mask = new int[ids.length];
        Arrays.fill(mask, 1);
        return new WordBatch(new TokenBatch(texts, sentences, ids, mask), sentences, sentences, numbers, numbers);
    }
}
