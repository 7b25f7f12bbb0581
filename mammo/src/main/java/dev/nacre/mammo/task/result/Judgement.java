package dev.nacre.mammo.task.result;

import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.BinaryResult;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.ClassResult;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import java.util.List;
import java.util.Optional;

/**
 * What answers to one question are worth, as a part of a page.
 *
 * @param part   figures and curves
 * @param cases  that were judged on
 * @param binary the result where the question has two classes
 */
public record Judgement(ResultPart part, Cases cases, Optional<BinaryResult> binary) {
    /**
     * Looks before there is any answer whether answers can be judged.
     *
     * @throws dev.nacre.nn.InputException if a part of the set does not answer the question, or in one way only
     */
    public static void check(Question question, CaseUnit unit, SetParts parts) {
        Cases test = unanswered(question, unit, parts.test());
        Cases validation = unanswered(question, unit, parts.validation());
        if (question.isBinary()) {
            BinaryResult.check(test, Optional.of(validation));
        }
    }

    private static Cases unanswered(Question question, CaseUnit unit, List<SetRecord> pictures) {
        double[] nothing = new double[question.isBinary() ? 1 : question.classes().size()];
        return Cases.of(question, unit, pictures.stream().map(picture -> new Prediction(picture, nothing)).toList());
    }

    /**
     * Judges answers.
     *
     * @param title      over the section
     * @param validation answers by which thresholds and probabilities are found
     * @param test       answers that are judged
     */
    public static Judgement of(String title, Question question, CaseUnit unit, List<Prediction> validation,
            List<Prediction> test, Draws draws) {
        Cases judged = Cases.of(question, unit, test);
        String key = question.key();
        if (!question.isBinary()) {
            return new Judgement(new ClassPart(key, title, ClassResult.of(judged,
                    Optional.of(Cases.of(question, unit, validation)), draws)), judged, Optional.empty());
        }
        BinaryResult result = BinaryResult.of(judged, Optional.of(Cases.of(question, unit, validation)), draws);
        return new Judgement(new BinaryPart(key, title, result), judged, Optional.of(result));
    }
}
