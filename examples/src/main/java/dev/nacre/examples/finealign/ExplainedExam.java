package dev.nacre.examples.finealign;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.finealign.inference.BreastScore;
import dev.nacre.mammo.finealign.inference.ExamReading;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.LinkedSentence;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a page says of an exam. Nothing in it names a patient, a file or a folder.
 *
 * @param mode which model read it
 * @param views of the pictures that are there
 * @param breasts scores
 * @param sentences of the report; empty without one
 * @param leftOut sentences of the report that hold an identifier of the pictures' files
 * @param thresholdNote where the threshold comes from
 * @param choice what becomes of what lies above it
 * @param prompts what was asked
 */
record ExplainedExam(FineAlignConfig.Mode mode, Map<ExamView, ExplainedView> views,
        Map<Laterality, BreastScore> breasts, List<LinkedSentence> sentences, int leftOut, String thresholdNote,
        RegionChoice choice, PromptBank prompts) {
    /** Reads an exam. Sentences that hold an identifier of its files are left out. */
    static ExplainedExam of(FineAlignPredictor predictor, ExplainedFiles files, Optional<ExamReport> said,
            Map<ExamView, List<Region.Pixels>> lesions, ThresholdSource source, RegionChoice choice) {
        ExamReading reading = ExamArguments.reading(predictor, files);
        List<ReportSentence> kept = said.stream().flatMap(one -> one.sentences().stream())
                .filter(sentence -> !files.identify(sentence.text())).toList();
        List<LinkedSentence> linked = kept.isEmpty() ? List.of() : predictor.link(reading,
                new ExamReport(kept, said.orElseThrow().keywords(), said.orElseThrow().labels(), Optional.empty()));
        Map<ExamView, ExplainedView> views = new EnumMap<>(ExamView.class);
        reading.views().forEach((view, own) -> views.put(view, ExplainedView.of(own, files.pictures().get(view),
                predictor.pictures(), source.of(own), choice, lesions.getOrDefault(view, List.of()))));
        return new ExplainedExam(predictor.model().config().mode(), views, reading.breasts(), linked,
                said.map(one -> one.sentences().size()).orElse(0) - kept.size(), source.note(views.values()), choice,
                PromptBank.ENGLISH);
    }
}
