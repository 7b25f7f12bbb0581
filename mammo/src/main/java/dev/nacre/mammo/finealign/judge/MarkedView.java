package dev.nacre.mammo.finealign.judge;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.eval.localisation.MarkedLesion;
import dev.nacre.mammo.finealign.exam.Exam;
import dev.nacre.mammo.finealign.exam.ExamPicture;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.PreparedView;
import dev.nacre.mammo.finealign.exam.ViewSource;
import dev.nacre.mammo.finealign.inference.OriginalPixels;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
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
 * @param lesions each of the prepared picture's size; empty for a picture without a lesion
 */
public record MarkedView(String patient, int exam, ExamView view, Optional<DensityClass> density,
        PreparedView prepared, List<Mask> lesions) {
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
                PreparedView prepared = views.view(picture.getValue().file(), picture.getKey());
                all.add(new MarkedView(exams.get(exam).patient(), exam, picture.getKey(), exams.get(exam).density(),
                        prepared, lesions(picture.getValue(), prepared)));
            }
        }
        return all;
    }

    private static List<Mask> lesions(ExamPicture picture, PreparedView prepared) {
        if (picture.findings().isEmpty()) {
            return List.of();
        }
        GreyPicture file = MammogramReader.read(picture.file()).stored();
        return MarkedLesion.of(picture.findings(), file.height(), file.width()).stream()
                .map(lesion -> OriginalPixels.prepared(lesion.mask(), prepared.picture().applied(),
                        prepared.picture().height(), prepared.picture().width()))
                .filter(mask -> mask.count() > 0).toList();
    }

    /** The pixels of all lesions. */
    public Mask truth() {
        boolean[] inside = new boolean[prepared.picture().levels().length];
        for (Mask lesion : lesions) {
            for (int index = 0; index < inside.length; index++) {
                inside[index] |= lesion.inside()[index];
            }
        }
        return new Mask(prepared.picture().height(), prepared.picture().width(), inside);
    }

    /** Whether it shows a lesion. */
    public boolean hasLesion() {
        return !lesions.isEmpty();
    }
}
