package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.image.PictureMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A sentence of a report and where in the exam it fits.
 *
 * @param sentence as the report has it
 * @param words those that the model read, in their order; none where the report was too long
 * @param cosines of each picture's places, {@code [rows, columns]}, of the pictures that it may be about; empty where
 *     the report was too long
 */
public record LinkedSentence(ReportSentence sentence, List<LinkedWord> words, Map<ExamView, PictureMap> cosines) {
    /** Copies both. */
    public LinkedSentence {
        words = List.copyOf(words);
        cosines = Map.copyOf(cosines);
    }

    /**
     * The region of a picture that the sentence fits best on average, if it tells of a lesion and may be about that
     * picture.
     *
     * @param regions of the picture
     * @param height of the picture
     * @param width of the picture
     */
    public OptionalInt region(ExamView view, List<FoundRegion> regions, int height, int width) {
        PictureMap places = cosines.get(view);
        if (!sentence.abnormal() || places == null || regions.isEmpty()) {
            return OptionalInt.empty();
        }
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int number = 0; number < regions.size(); number++) {
            double mean = mean(places, regions.get(number).region(), height, width);
            if (mean > highest) {
                highest = mean;
                best = number;
            }
        }
        return OptionalInt.of(best);
    }

    private static double mean(PictureMap places, Region.Pixels region, int height, int width) {
        double sum = 0;
        for (int row = region.box().y0(); row < region.box().y1(); row++) {
            for (int column = region.box().x0(); column < region.box().x1(); column++) {
                if (region.at(row, column)) {
                    sum += places.values()[row * places.height() / height * places.width()
                            + column * places.width() / width];
                }
            }
        }
        return sum / region.area();
    }
}
