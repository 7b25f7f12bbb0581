package dev.nacre.mammo.finealign.exam;

/**
 * A sentence of a batch and wrong versions of it, all of which are texts of {@link ExamBatch#edits}: the sentence as it
 * was written, read by itself as they are, and after it its versions.
 *
 * @param exam number of the exam in the batch
 * @param sentence number of the true sentence in the exam's report
 * @param first number of the text that is the sentence itself
 * @param count how many wrong versions follow it, one after the other; at least one
 */
public record EditedSentence(int exam, int sentence, int first, int count) {
}
