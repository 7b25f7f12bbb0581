package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureMap;
import java.util.Map;

/**
 * A word of a sentence and where in the exam it fits.
 *
 * @param begin of the word in the sentence's text
 * @param end behind it
 * @param cosines of each picture's places, {@code [rows, columns]}; of the pictures that its sentence may be about
 */
public record LinkedWord(int begin, int end, Map<ExamView, PictureMap> cosines) {
    /** Copies the map. */
    public LinkedWord {
        cosines = Map.copyOf(cosines);
    }
}
