package dev.nacre.mammo.eval.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.eval.localisation.FrocCurve.Point;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrocTest {
    private static final double NEVER = Double.NEGATIVE_INFINITY;
    private static final int[] ONCE = {1, 1, 1};

    /** Two lesions in the first picture, one in the second, none in the third. */
    private final ScoredMarks marks = new ScoredMarks(List.of(
            new MarkedPicture(new double[] {0.9, NEVER}, new double[] {0.3}),
            new MarkedPicture(new double[] {0.5}, new double[] {0.7, 0.5}),
            new MarkedPicture(new double[0], new double[] {0.8})));

    @Test
    void marksAreSortedIntoHitsAndFalseOnes() {
        Region lesion = box(10, 10, 20, 20);
        MarkedPicture picture = MarkedPicture.of(List.of(new ScoredRegion(box(11, 11, 19, 19), 0.4),
                new ScoredRegion(box(10, 10, 20, 20), 0.6), new ScoredRegion(box(50, 50, 60, 60), 0.9)),
                List.of(lesion, box(80, 80, 90, 90)), HitRule.USUAL);
        assertThat(picture.lesionScores()).containsExactly(0.6, NEVER);
        assertThat(picture.falseScores()).containsExactly(0.9);
        assertThat(MarkedPicture.of(List.of(), List.of(), HitRule.USUAL).isNormal()).isTrue();
    }

    @Test
    void theCurveByHand() {
        assertThat(marks.curve(ONCE, CountedPictures.ALL).points()).containsExactly(
                new Point(Double.POSITIVE_INFINITY, 0, 0), new Point(0.9, 1.0 / 3, 0), new Point(0.8, 1.0 / 3, 1.0 / 3),
                new Point(0.7, 1.0 / 3, 2.0 / 3), new Point(0.5, 2.0 / 3, 1), new Point(0.3, 2.0 / 3, 4.0 / 3));
        assertThat(marks.curve(ONCE, CountedPictures.NORMAL).points()).last().isEqualTo(new Point(0.3, 2.0 / 3, 1));
        assertThat(marks.curve(new int[] {2, 0, 1}, CountedPictures.ALL).points())
                .contains(new Point(0.9, 0.5, 0), new Point(0.3, 0.5, 1));
    }

    @Test
    void falseMarksAtASensitivityLieBetweenThresholds() {
        FrocCurve curve = marks.curve(ONCE, CountedPictures.ALL);
        assertThat(curve.falseMarksAt(1.0 / 3)).isZero();
        assertThat(curve.falseMarksAt(0.5)).isCloseTo(2.0 / 3 + 0.5 / 3, within(1e-12));
        assertThat(curve.falseMarksAt(2.0 / 3)).isEqualTo(1);
        assertThat(curve.falseMarksAt(0.7)).isInfinite();
    }

    @Test
    void noLesionAndNoPictureGiveNoNumber() {
        assertThat(marks.curve(new int[] {0, 0, 1}, CountedPictures.ALL).falseMarksAt(0.5)).isNaN();
        assertThat(marks.curve(new int[] {1, 1, 0}, CountedPictures.NORMAL).falseMarksAt(0.5)).isNaN();
        ScoredMarks empty = new ScoredMarks(List.of(new MarkedPicture(new double[0], new double[0])));
        assertThat(empty.curve(new int[1], CountedPictures.ALL).falseMarksAt(0.5)).isNaN();
    }

    @Test
    void aMapIsSweptThroughItsThresholds() {
        float[] map = {
            0.9f, 0.2f, 0.8f,
            0.1f, 0.1f, 0.1f,
            0.6f, Float.NaN, 0.7f};
        double[] thresholds = {0.75, 0.5, 0.15};
        SweptPicture picture = SweptPicture.of(map, 3, 3, thresholds, List.of(box(2, 0, 3, 1)), HitRule.USUAL, 1);
        assertThat(picture.found()).containsExactly(1, 1, 1);
        // At the lowest threshold the three upper pixels are one region, a third of which is the lesion.
        assertThat(picture.falseMarks()).containsExactly(1, 3, 2);
        SweptPicture large = SweptPicture.of(map, 3, 3, thresholds, List.of(box(2, 0, 3, 1)), HitRule.USUAL, 2);
        assertThat(large.found()).containsExactly(0, 0, 1);
        assertThat(large.falseMarks()).containsExactly(0, 0, 0);

        SweptPicture normal = SweptPicture.of(map, 3, 3, thresholds, List.of(), HitRule.USUAL, 1);
        SweptMarks swept = new SweptMarks(List.of(0.75, 0.5, 0.15), List.of(large, normal));
        assertThat(swept.curve(new int[] {1, 1}, CountedPictures.ALL).falseMarksAt(1)).isEqualTo(1.5);
        assertThat(swept.curve(new int[] {1, 1}, CountedPictures.NORMAL).falseMarksAt(0.5)).isEqualTo(3.5);
        assertThatThrownBy(() -> new SweptMarks(List.of(0.5, 0.5), List.of())).hasMessageContaining("must fall");
        assertThatThrownBy(() -> new SweptMarks(List.of(0.5), List.of(large))).hasMessageContaining("3 thresholds");
    }

    /** Scores that all become marks at once give the same curve by either way. */
    @Test
    void bothWaysAgree() {
        double[] thresholds = {0.9, 0.8, 0.7, 0.5, 0.3};
        List<SweptPicture> swept = List.of(new SweptPicture(2, new int[] {1, 1, 1, 1, 1}, new int[] {0, 0, 0, 0, 1}),
                new SweptPicture(1, new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 2, 2}),
                new SweptPicture(0, new int[5], new int[] {0, 1, 1, 1, 1}));
        SweptMarks same = new SweptMarks(Arrays.stream(thresholds).boxed().toList(), swept);
        for (CountedPictures counted : CountedPictures.values()) {
            assertThat(same.curve(new int[] {3, 1, 2}, counted)).isEqualTo(marks.curve(new int[] {3, 1, 2}, counted));
        }
    }

    @Test
    void reductions() {
        assertThat(Reduction.of(1, 4)).isEqualTo(0.75);
        assertThat(Reduction.of(0, 0)).isZero();
        assertThat(Reduction.of(1, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Reduction.of(Double.POSITIVE_INFINITY, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Reduction.of(3, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Reduction.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)).isZero();
        assertThat(Reduction.of(Double.NaN, 0)).isNaN();
    }

    /** The comparator makes twice the false marks of the model in each picture, so every draw gives one half. */
    @Test
    void bothModelsAreDrawnOnTheSamePictures() {
        Key key = Key.of(4);
        List<MarkedPicture> model = new ArrayList<>();
        List<MarkedPicture> comparator = new ArrayList<>();
        List<Integer> patients = new ArrayList<>();
        for (int picture = 0; picture < 60; picture++) {
            double[] lesions = picture % 3 == 0 ? new double[] {0.5} : new double[0];
            double[] wrong = new double[(int) key.below(4, picture)];
            Arrays.fill(wrong, 0.9);
            double[] twice = new double[2 * wrong.length];
            Arrays.fill(twice, 0.9);
            model.add(new MarkedPicture(lesions, wrong));
            comparator.add(new MarkedPicture(lesions, twice));
            patients.add(picture / 2);
        }
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(patients), 300, 0.95, key);
        FalseMarks own = falseMarks(new ScoredMarks(model), 1, bootstrap);
        FalseMarks other = falseMarks(new ScoredMarks(comparator), 1, bootstrap);
        assertThat(own.fewerThan(other, 1).low()).isCloseTo(0.5, within(1e-12));
        assertThat(own.fewerThan(other, 1).high()).isCloseTo(0.5, within(1e-12));
        assertThat(other.at(1).estimate()).isEqualTo(2 * own.at(1).estimate());
        assertThat(own.at(1).high()).isGreaterThan(own.at(1).low());
    }

    @Test
    void aModelThatMissesLesionsIsNotSpared() {
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(List.of(1, 2, 3)), 200, 0.95, Key.of(1));
        ScoredMarks all = new ScoredMarks(List.of(new MarkedPicture(new double[] {1, 1}, new double[] {0.5, 2}),
                new MarkedPicture(new double[] {1}, new double[] {3}),
                new MarkedPicture(new double[0], new double[0])));
        FalseMarks missing = falseMarks(marks, 0.9, bootstrap);
        assertThat(missing.at(0.9).estimate()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(missing.fewerThan(falseMarks(all, 0.9, bootstrap), 0.9).estimate())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> falseMarks(new ScoredMarks(List.of()), 0.9, bootstrap)).hasMessageContaining("same");
        FalseMarks fewer = falseMarks(new ScoredMarks(List.of(new MarkedPicture(new double[] {1}, new double[0]))),
                0.9, new Bootstrap(Resampling.byGroup(List.of(1)), 200, 0.95, Key.of(1)));
        assertThatThrownBy(() -> missing.fewerThan(fewer, 0.9)).hasMessageContaining("same");
    }

    private static FalseMarks falseMarks(FrocCases cases, double sensitivity, Bootstrap bootstrap) {
        return new FalseMarks(cases, CountedPictures.ALL, List.of(sensitivity), bootstrap);
    }

    private static Region box(double x0, double y0, double x1, double y1) {
        return new Region.Box(new PlaneBox(x0, y0, x1, y1));
    }
}
