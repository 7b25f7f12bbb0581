package dev.nacre.examples.finealign;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.inference.BreastScore;
import dev.nacre.mammo.finealign.inference.LinkedSentence;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import java.util.List;
import java.util.Map;

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
}
