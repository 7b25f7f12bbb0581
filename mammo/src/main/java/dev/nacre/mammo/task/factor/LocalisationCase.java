package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.localisation.PreparedLesions;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A prepared picture and where it shows an attribute.
 *
 * @param patient whose it is, for grouping only; never shown
 * @param picture as the network sees it
 * @param searched where in it attributes are looked for, the breast or a part of it
 * @param pixelMillimetres distance of its neighbouring pixels
 * @param lesions that have the attribute, each of the picture's size and not empty
 */
public record LocalisationCase(String patient, PreparedPicture picture, Mask searched, double pixelMillimetres,
        List<Mask> lesions) {
    /** Copies the list. */
    public LocalisationCase {
        lesions = List.copyOf(lesions);
    }

    /** Of a view, with all its lesions: see {@link #only} for those of some kinds. */
    public static LocalisationCase of(MarkedView view) {
        return new LocalisationCase(view.patient(), view.prepared().picture(), view.prepared().searched(),
                view.pixelMillimetres(), view.lesions());
    }

    /**
     * Of a picture of a set, with the lesions of some findings in it.
     *
     * @param original the picture as it was read
     * @param picture  prepared from it
     * @param asked    those of the record's findings that count
     */
    public static LocalisationCase of(SetRecord record, Mammogram original, PreparedPicture picture,
            List<Finding> asked) {
        return new LocalisationCase(record.patient(), picture, SearchedArea.of(picture, record),
                OriginalPixels.millimetres(picture.applied(), OriginalPixels.millimetres(original)),
                PreparedLesions.of(asked, picture, original.stored().height(), original.stored().width()));
    }

    /** An exam of which only the findings of some kinds are known, for {@link MarkedView#of}. */
    public static Exam only(Exam exam, Set<FindingCategory> kinds) {
        Map<ExamView, ExamPicture> pictures = new EnumMap<>(ExamView.class);
        exam.pictures().forEach((view, picture) -> pictures.put(view, new ExamPicture(picture.file(),
                picture.findings().stream().filter(finding -> finding.categories().stream().anyMatch(kinds::contains))
                        .toList())));
        return new Exam(exam.patient(), pictures, exam.report(), exam.density(), exam.pathology(), exam.split());
    }

    /** The levels from 0 to 1: the map that marks the brightest tissue. */
    public PictureMap brightness() {
        float white = (1 << picture.bits()) - 1;
        float[] unit = new float[picture.levels().length];
        for (int index = 0; index < unit.length; index++) {
            unit[index] = picture.levels()[index] / white;
        }
        return new PictureMap(picture.height(), picture.width(), unit);
    }

    /** Says nothing of the patient, so that it may stand in a log. */
    @Override
    public String toString() {
        return "LocalisationCase[" + lesions.size() + " lesions]";
    }
}
