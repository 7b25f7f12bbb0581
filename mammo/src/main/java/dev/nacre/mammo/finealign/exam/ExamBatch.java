package dev.nacre.mammo.finealign.exam;

import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.Pictures;
import java.util.List;
import java.util.Optional;

/**
 * Exams that are trained on together. Only pictures that are there are held: picture k is view {@code slots[k] % 4} (in
 * the order of {@link ExamView}) of exam {@code slots[k] / 4}. All pictures have the chest wall on the left. Arrays are
 * not copied. To be closed after its last use.
 *
 * @param epoch of the training in which the batch is seen, from 0
 * @param slots {@code [pictures]}, rising
 * @param pictures {@code [pictures, height, width]}, from 0 for black to 1 for white
 * @param seen the same for the network: on their way to a device that copies by itself, elsewhere these themselves
 * @param breasts of the same size, 1 inside the breast and 0 outside
 * @param searched of the same size, 1 where lesions are looked for and 0 elsewhere
 * @param reports of the exams
 * @param words of the reports, one text for each exam, truncated where a report is too long
 * @param edited abnormal sentences with wrong versions; may be empty
 * @param edits those sentences by themselves, each followed by its wrong versions; empty where there are none
 */
public record ExamBatch(int epoch, int[] slots, PictureBatch pictures, Pictures seen, PictureBatch breasts,
        PictureBatch searched, List<ExamReport> reports, WordBatch words, List<EditedSentence> edited,
        Optional<WordBatch> edits) implements AutoCloseable {
    /** Of pictures that are not sent ahead. */
    public ExamBatch(int epoch, int[] slots, PictureBatch pictures, PictureBatch breasts, PictureBatch searched,
            List<ExamReport> reports, WordBatch words, List<EditedSentence> edited, Optional<WordBatch> edits) {
        this(epoch, slots, pictures, pictures, breasts, searched, reports, words, edited, edits);
    }

    /** Copies the lists and compares the sizes. */
    public ExamBatch {
        reports = List.copyOf(reports);
        edited = List.copyOf(edited);
        if (slots.length != pictures.pictures() || slots.length != seen.pictures() || words.texts() != reports.size()
                || breasts.values().length != pictures.values().length
                || searched.values().length != pictures.values().length) {
            throw new IllegalArgumentException("a batch of " + reports.size() + " exams has " + words.texts()
                    + " texts, " + pictures.pictures() + " pictures and " + slots.length + " places for them; masks of "
                    + breasts.values().length + " and " + searched.values().length + " pixels beside "
                    + pictures.values().length);
        }
        for (int k = 0; k < slots.length; k++) {
            if (slots[k] < 0 || slots[k] >= reports.size() * ExamView.COUNT || k > 0 && slots[k] <= slots[k - 1]) {
                throw new IllegalArgumentException("picture " + k + " has place " + slots[k] + " of "
                        + reports.size() * ExamView.COUNT + ": places must rise");
            }
        }
    }

    /** Gives back what was sent. */
    @Override
    public void close() {
        seen.close();
    }

    /** Number of exams. */
    public int exams() {
        return reports.size();
    }
}
