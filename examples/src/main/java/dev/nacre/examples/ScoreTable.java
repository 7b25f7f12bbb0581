package dev.nacre.examples;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.clip.ZeroShotScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Scores as people read them: a file with a row for each picture and sentence, and on the screen the best sentence of
 * each picture.
 */
record ScoreTable(List<FoundFile> pictures, List<String> sentences, ZeroShotScores scores) {
    private static final int MOST_SHOWN = 50;

    /** Writes all scores as CSV, whole or not at all. */
    void write(Path file) throws IOException {
        CsvText csv = new CsvText();
        csv.row("picture", "sentence", "rank", "cosine", "share", "published_score", "note");
        for (int picture = 0; picture < pictures.size(); picture++) {
            for (int sentence = 0; sentence < sentences.size(); sentence++) {
                csv.row(pictures.get(picture).shownName(), sentences.get(sentence), scores.rank(picture, sentence),
                        number(scores.cosine(picture, sentence)), number(scores.probability(picture, sentence)),
                        number(scores.publishedScore(picture, sentence)), Outputs.NOTE);
            }
        }
        AtomicFile.write(file, csv.toString());
    }

    /** Prints the best sentence of each picture, up to a screenful. */
    void print(PrintWriter out) {
        out.println("Zero-shot scores (" + Outputs.NOTE + "): the best of " + sentences.size()
                + " sentences for each of " + pictures.size() + " pictures, with its cosine and its share");
        for (int picture = 0; picture < Math.min(MOST_SHOWN, pictures.size()); picture++) {
            int best = best(picture);
            out.printf(Locale.ROOT, "%s  %.3f  %5.1f %%  %s%n", pictures.get(picture).shownName(),
                    scores.cosine(picture, best),
                    100 * scores.probability(picture, best), sentences.get(best));
        }
        if (pictures.size() > MOST_SHOWN) {
            out.println("... and " + (pictures.size() - MOST_SHOWN) + " more pictures");
        }
    }

    private int best(int picture) {
        return IntStream.range(0, sentences.size()).filter(sentence -> scores.rank(picture, sentence) == 1)
                .findFirst().orElseThrow();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
