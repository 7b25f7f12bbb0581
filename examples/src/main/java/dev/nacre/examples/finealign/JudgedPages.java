package dev.nacre.examples.finealign;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.eval.maps.JudgedMaps;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Pages of the exams whose pictures a model's masks fit best, at the median and worst.
 *
 * @param exams that were judged
 * @param views of them
 * @param judged the model's maps of the views
 */
record JudgedPages(List<Exam> exams, List<MarkedView> views, JudgedMaps judged) {
    /** Writes best.html, median.html and worst.html into a folder, and says for each how well its mask fits. */
    List<String> write(FineAlignPredictor predictor, Path folder) throws IOException {
        int[] ranked = IntStream.range(0, views.size()).filter(index -> views.get(index).hasLesion()).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -dice(index))).mapToInt(Integer::intValue)
                .toArray();
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>();
        lines.add(page(predictor, ranked[0], "best", folder));
        lines.add(page(predictor, ranked[ranked.length / 2], "median", folder));
        lines.add(page(predictor, ranked[ranked.length - 1], "worst", folder));
        return lines;
    }

    private double dice(int index) {
        return judged.pictures().get(index).overlap().dice();
    }

    private String page(FineAlignPredictor predictor, int index, String name, Path folder) throws IOException {
        Exam exam = exams.get(views.get(index).exam());
        ExplainedFiles files = ExplainedFiles.of(exam);
        Path page = folder.resolve(name + ".html");
        AtomicFile.write(page, ExplainPage.of(ExplainedExam.of(predictor, files, exam.report(),
                TrueLesions.of(exam, files.pictures()), new ThresholdSource.Given(judged.threshold()),
                RegionChoice.RECOMMENDED)));
        return String.format(Locale.ROOT, "%s: Dice %.3f in the %s view, %s", name, dice(index),
                ViewNames.spoken(views.get(index).view()), page);
    }
}
