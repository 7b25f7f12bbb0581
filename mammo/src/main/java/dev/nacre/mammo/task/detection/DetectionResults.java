package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.FalseMarks;
import dev.nacre.mammo.eval.localisation.FrocBand;
import dev.nacre.mammo.eval.localisation.FrocCurve;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.eval.localisation.MarkedPicture;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.eval.localisation.ScoredMarks;
import dev.nacre.mammo.eval.localisation.ScoredRegion;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.DetectedImage;
import dev.nacre.nn.metric.DetectionPrecision;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good a detector is for one kind of lesion, on pictures with it and without. Overlaps are of boxes on the pixels
 * of the file, whatever the size that the network looked at.
 */
public final class DetectionResults {
    private final List<Picture> pictures;
    private final DetectionPrecision precision;
    private final ScoredMarks marks;
    private final HitRule rule;

    /**
     * One picture with what was found in it and what is there.
     *
     * @param patient for grouping only; never shown
     * @param found by the detector
     * @param lesions in truth, in pixels of the file; none in a picture without
     */
    public record Picture(String patient, List<FoundLesion> found, List<LabelledBox> lesions) {
        /** Copies the lists. */
        public Picture {
            found = List.copyOf(found);
            lesions = List.copyOf(lesions);
        }

        /** What it holds of one kind. */
        Picture of(int kind) {
            return new Picture(patient, found.stream().filter(one -> one.kind() == kind).toList(),
                    lesions.stream().filter(one -> one.kind() == kind).toList());
        }

        /** Says nothing about the patient. */
        @Override
        public String toString() {
            return "Picture[found: " + found.size() + ", lesions: " + lesions.size() + "]";
        }
    }

    private DetectionResults(List<Picture> pictures, HitRule rule) {
        this.pictures = List.copyOf(pictures);
        this.rule = rule;
        precision = DetectionPrecision.of(pictures.stream().map(DetectionResults::detected).toList());
        marks = new ScoredMarks(pictures.stream().map(picture -> marked(picture, rule)).toList());
    }

    /**
     * Of one kind of lesion.
     *
     * @param pictures all of them, those without a lesion and those without a mark included
     * @param kind number of the kind in the detector's list
     * @param rule when a mark hits a lesion, for the FROC curve
     * @throws InputException if no picture shows such a lesion
     */
    public static DetectionResults of(List<Picture> pictures, int kind, HitRule rule) {
        return new DetectionResults(pictures.stream().map(picture -> picture.of(kind)).toList(), rule);
    }

    private static DetectedImage detected(Picture picture) {
        double[] scores = picture.found.stream().mapToDouble(FoundLesion::score).toArray();
        double[][] overlaps = picture.found.stream().map(found -> picture.lesions.stream()
                .mapToDouble(lesion -> found.box().overlap(lesion.box())).toArray()).toArray(double[][]::new);
        return new DetectedImage(scores, overlaps, picture.lesions.size());
    }

    private static MarkedPicture marked(Picture picture, HitRule rule) {
        List<ScoredRegion> found = new ArrayList<>();
        picture.found.forEach(one -> found.add(new ScoredRegion(region(one.box()), one.score())));
        return MarkedPicture.of(found, picture.lesions.stream().map(lesion -> region(lesion.box())).toList(), rule);
    }

    private static Region region(BoundingBox box) {
        return new Region.Box(new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1()));
    }

    /** Average precision, at an overlap of a half, or of any other that {@link DetectionPrecision#THRESHOLDS} has. */
    public DetectionPrecision precision() {
        return precision;
    }

    /** The mean of the average precision over overlaps from 0.1 to 0.95, with its interval over patients. */
    public Interval meanPrecision(int replicates, Key key) {
        return bootstrap(replicates, key).interval(precision::mean);
    }

    /** The average precision at one overlap, with its interval over patients. */
    public Interval precisionAt(double overlap, int replicates, Key key) {
        return bootstrap(replicates, key).interval(times -> precision.at(overlap, times));
    }

    /** Lesions found against false marks. @param counted in which pictures marks count as false */
    public FrocCurve froc(CountedPictures counted) {
        int[] once = new int[pictures.size()];
        Arrays.fill(once, 1);
        return marks.curve(once, counted);
    }

    /** False marks in each picture at some sensitivities, with intervals over patients. */
    public FalseMarks falseMarks(CountedPictures counted, List<Double> sensitivities, int replicates, Key key) {
        return new FalseMarks(marks, counted, sensitivities, bootstrap(replicates, key));
    }

    /** Lesions found at some numbers of false marks in each picture, with intervals over patients. */
    public FrocBand band(CountedPictures counted, List<Double> falseMarks, int replicates, Key key) {
        return FrocBand.of(marks, counted, falseMarks, bootstrap(replicates, key));
    }

    /** Those of these pictures that show a lesion of the kind. @throws InputException if none does */
    DetectionResults withLesion() {
        return new DetectionResults(pictures.stream().filter(picture -> !picture.lesions().isEmpty()).toList(), rule);
    }

    /** Whether there are pictures without a lesion of the kind. */
    boolean hasNormals() {
        return pictures.stream().anyMatch(picture -> picture.lesions().isEmpty());
    }

    /** The pictures, with what they hold of the kind. */
    List<Picture> pictures() {
        return pictures;
    }

    /** The highest score of a box that hits a lesion in a picture; 0 where none does. */
    double hitScore(int picture) {
        return Arrays.stream(marked(pictures.get(picture), rule).lesionScores()).max().stream()
                .map(score -> Math.max(0, score)).findFirst().orElse(0);
    }

    private Bootstrap bootstrap(int replicates, Key key) {
        return new Bootstrap(Resampling.byGroup(pictures.stream().map(Picture::patient).toList()), replicates, 0.95,
                key);
    }

    /**
     * The mean over the kinds of which there are lesions.
     *
     * @throws InputException if there is none at all
     */
    static double meanPrecision(List<Picture> pictures, int kinds) {
        double sum = 0;
        int counted = 0;
        for (int kind = 0; kind < kinds; kind++) {
            int own = kind;
            if (pictures.stream().anyMatch(picture -> picture.lesions.stream().anyMatch(one -> one.kind() == own))) {
                sum += of(pictures, kind, HitRule.USUAL).precision().mean();
                counted++;
            }
        }
        if (counted == 0) {
            throw new InputException("none of these " + pictures.size() + " pictures shows a lesion, so that nothing"
                    + " can be found: add some that do");
        }
        return sum / counted;
    }
}
