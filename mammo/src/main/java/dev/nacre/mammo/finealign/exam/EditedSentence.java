package dev.nacre.mammo.finealign.exam;

/**
 * A sentence of a batch and wrong versions of it, each of which is a text of {@link ExamBatch#edits}.
 *
 * @param exam number of the exam in the batch
 * @param sentence number of the true sentence in the exam's report
 * @param first number of the first wrong version
 * @param count how many there are, one after the other; at least one
 */
public record EditedSentence(int exam, int sentence, int first, int count) {
}
