package dev.nacre.mammo.finealign.exam;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SideSwap;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.RandomAffine;
import dev.nacre.mammo.image.RandomGamma;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Random changes of an exam in training (specification §2.7). Pictures are never mirrored, as all of them have the
 * chest wall on the left; the two breasts may change places, and the report then names the other side.
 *
 * @param rotation largest angle in degrees, either way
 * @param scaling largest change of size as a part, either way
 * @param gamma largest gamma; the smallest is its reciprocal
 * @param viewDrop probability that a picture is left out; one always stays
 * @param sideSwap probability that the breasts change places; English reports alone can follow
 */
public record ExamAugmentation(double rotation, double scaling, double gamma, double viewDrop, double sideSwap) {
    /** Leaves exams as they are. */
    public static final ExamAugmentation NONE = new ExamAugmentation(0, 0, 1, 0, 0);
    /** The recommended one. */
    public static final ExamAugmentation RECOMMENDED = new ExamAugmentation(10, 0.1, 1.25, 0.1, 0.5);

    /** Refuses probabilities that are none; the ranges are checked where they are used. */
    public ExamAugmentation {
        if (!(viewDrop >= 0 && viewDrop <= 1 && sideSwap >= 0 && sideSwap <= 1)) {
            throw new IllegalArgumentException("probabilities lie between 0 and 1, got " + viewDrop + " and "
                    + sideSwap);
        }
    }

    /** Of one picture and, with the same key, its masks. */
    PictureAugmentation pictures() {
        return equals(NONE) ? PictureAugmentation.NONE : PictureAugmentation.NONE
                .withWarps(1, Optional.of(new RandomAffine.Symmetric(rotation, 0, scaling, 0)), Optional.empty())
                .with(Optional.empty(), gamma > 1 ? Optional.of(new RandomGamma(gamma)) : Optional.empty());
    }

    /** Whether the breasts change places. */
    boolean swaps(Key key) {
        return key.child(0).uniform(0) < sideSwap;
    }

    /** The views that stay of those that are there. */
    Set<ExamView> kept(Set<ExamView> present, Key key) {
        EnumSet<ExamView> kept = EnumSet.noneOf(ExamView.class);
        for (ExamView view : present) {
            if (key.child(1).uniform(view.ordinal()) >= viewDrop) {
                kept.add(view);
            }
        }
        return kept.isEmpty() ? Set.of(present.iterator().next()) : kept;
    }

    /** The report of the same woman in a mirror. */
    static ExamReport mirrored(ExamReport report) {
        Map<Laterality, SideLabel> labels = new EnumMap<>(Laterality.class);
        labels.put(Laterality.LEFT, report.label(Laterality.RIGHT));
        labels.put(Laterality.RIGHT, report.label(Laterality.LEFT));
        return new ExamReport(report.sentences().stream().map(ExamAugmentation::mirrored).toList(),
                report.keywords().mirrored(), labels, report.density());
    }

    private static ReportSentence mirrored(ReportSentence sentence) {
        Set<Laterality> sides = EnumSet.noneOf(Laterality.class);
        sentence.sides().forEach(side -> sides.add(side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT));
        return new ReportSentence(SideSwap.mirrored(sentence.text()), sides, sentence.abnormal());
    }

    /** For the description of a training. */
    public Json.Fields toJson() {
        return Json.object().with("rotation", rotation).with("scaling", scaling).with("gamma", gamma)
                .with("view_drop", viewDrop).with("side_swap", sideSwap);
    }
}
