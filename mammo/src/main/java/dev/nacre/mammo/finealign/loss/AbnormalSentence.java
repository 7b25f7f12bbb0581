package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.finealign.exam.WordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sentence of a batch that says that something is there.
 *
 * @param exam number of the exam
 * @param sentence its number in the exam's report
 * @param sides the breasts that it is about; empty where it does not say
 */
public record AbnormalSentence(int exam, int sentence, Set<Laterality> sides) {
    /** Copies the set. */
    public AbnormalSentence {
        sides = Set.copyOf(sides);
    }

    /**
     * All of a batch, exam by exam.
     *
     * @param words of the reports; of a sentence that was cut off there is none, and it is left out
     */
    public static List<AbnormalSentence> of(List<ExamReport> reports, WordBatch words) {
        List<AbnormalSentence> found = new ArrayList<>();
        for (int exam = 0; exam < reports.size(); exam++) {
            List<ReportSentence> own = reports.get(exam).sentences();
            Set<Integer> read = IntStream.range(exam * words.words(), (exam + 1) * words.words())
                    .mapToObj(word -> words.sentenceOfWord()[word]).collect(Collectors.toSet());
            for (int number = 0; number < own.size(); number++) {
                if (own.get(number).abnormal() && read.contains(number)) {
                    found.add(new AbnormalSentence(exam, number, own.get(number).sides()));
                }
            }
        }
        return found;
    }

    /** Whether it may be about what that picture shows. */
    boolean concerns(ExamView view) {
        return sides.isEmpty() || sides.contains(view.side());
    }

    /**
     * Their vectors, {@code [given sentences, width]}.
     *
     * @param vectors {@code [exams, sentences, width]}
     */
    static Tensor vectors(List<AbnormalSentence> chosen, Tensor vectors) {
        long most = vectors.size(1);
        int[] places = chosen.stream().mapToInt(one -> Math.toIntExact(one.exam * most + one.sentence)).toArray();
        return IndexSelect.of(vectors.flatten(0, 1), 0, Tensor.of(places, places.length));
    }
}
