package dev.nacre.mammo.eval.maps;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.eval.localisation.PreparedLesions;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.prepare.MammogramReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A prepared picture and its lesions, in its own pixels.
 *
 * @param patient whose it is, for grouping only; never shown
 * @param exam number of the exam among those that are judged
 * @param view which picture
 * @param density of the breasts
 * @param prepared the picture
 * @param pixelMillimetres distance of its neighbouring pixels
 * @param lesions each of the prepared picture's size; empty for a picture without a lesion
 */
public record MarkedView(String patient, int exam, ExamView view, Optional<DensityClass> density,
        PreparedView prepared, double pixelMillimetres, List<Mask> lesions) {
    /** Copies the list. */
    public MarkedView {
        lesions = List.copyOf(lesions);
    }

    /**
     * All pictures of some exams.
     *
     * @throws dev.nacre.nn.InputException if a picture or mask cannot be read
     */
    public static List<MarkedView> of(List<Exam> exams, ViewSource views) {
        List<MarkedView> all = new ArrayList<>();
        for (int exam = 0; exam < exams.size(); exam++) {
            for (Map.Entry<ExamView, ExamPicture> picture : exams.get(exam).pictures().entrySet()) {
                all.add(of(exams.get(exam), exam, picture.getKey(), picture.getValue(), views));
            }
        }
        return all;
    }

    private static MarkedView of(Exam exam, int number, ExamView view, ExamPicture picture, ViewSource views) {
        PreparedView prepared = views.view(picture.file(), view);
        AppliedRecipe applied = prepared.picture().applied();
        Mammogram file = MammogramReader.read(picture.file());
        List<Mask> lesions = PreparedLesions.of(picture.findings(), prepared.picture(), file.stored().height(),
                file.stored().width());
        return new MarkedView(exam.patient(), number, view, exam.density(), prepared,
                OriginalPixels.millimetres(applied, OriginalPixels.millimetres(file)), lesions);
    }

    /** The pixels of all lesions. */
    public Mask truth() {
        return PreparedLesions.together(lesions, prepared.picture());
    }

    /** Whether it shows a lesion. */
    public boolean hasLesion() {
        return !lesions.isEmpty();
    }
}
