package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionChoiceTest {
    private static Detection at(double x, double score, int kind) {
        return new Detection(new BoundingBox(x, 0, x + 10, 10), score, kind);
    }

    @Test
    void theBestOfOverlappingBoxesStaysWhateverTheirClasses() {
        Detection best = at(0, 0.9, 0);
        Detection near = at(3, 0.8, 1);
        // Overlaps the one that goes by more than a half, the one that stays by less.
        Detection further = at(5, 0.7, 0);
        Detection away = at(40, 0.95, 1);
        assertThat(NonMaximumSuppression.RETINA_NET.of(List.of(further, near, best, away)))
                .containsExactly(away, best, further);
    }

    @Test
    void exactlyTheLimitIsAllowedAndOfEqualScoresTheFirstStays() {
        NonMaximumSuppression third = new NonMaximumSuppression(1.0 / 3);
        Detection one = at(0, 0.5, 0);
        assertThat(third.of(List.of(one, at(5, 0.5, 0)))).hasSize(2);
        assertThat(third.of(List.of(at(4, 0.5, 1), one))).containsExactly(at(4, 0.5, 1));
        assertThat(third.of(List.of(one, at(4, 0.5, 1)))).containsExactly(one);
    }

    @Test
    void aBoxCountsForItsBestClassAndIsClippedToThePicture() {
        AnchorGrid grid = AnchorGrid.RETINA_NET;
        int anchors = grid.count(AnchorsTest.SMALL);
        float[] logits = new float[2 * anchors * 2];
        Arrays.fill(logits, -9);
        logits[2 * (anchors + 3)] = 1;
        logits[2 * (anchors + 3) + 1] = 2;
        logits[2 * (anchors + 12)] = -2.9f;
        // An anchor that lies outside altogether, moved further by its code.
        float[] codes = new float[2 * anchors * 4];
        codes[4 * (anchors + 20)] = -100;
        logits[2 * (anchors + 20)] = 3;
        List<List<Detection>> found = DetectionChoice.RETINA_NET.of(new Predictions(AnchorsTest.SMALL,
                Tensor.of(codes, 2, anchors, 4), Tensor.of(logits, 2, anchors, 2)), grid, 16, 14);
        assertThat(found.get(0)).isEmpty();
        assertThat(found.get(1)).hasSize(1);
        Detection only = found.get(1).getFirst();
        assertThat(only.box()).isEqualTo(new BoundingBox(0, 0, 14, 16));
        assertThat(only.kind()).isEqualTo(1);
        assertThat(only.score()).isCloseTo(0.8807970779778823, within(1e-6));
    }

    @Test
    void noMoreThanWantedAreShownAndOnlyAboveTheScore() {
        DetectionChoice choice = new DetectionChoice(0.2, NonMaximumSuppression.RETINA_NET, 2);
        assertThat(choice.chosen(List.of(at(0, 0.3, 0), at(20, 0.2, 0), at(40, 0.5, 0), at(60, 0.4, 0))))
                .containsExactly(at(40, 0.5, 0), at(60, 0.4, 0));
        assertThat(choice.chosen(List.of(at(0, 0.3, 0), at(20, 0.2, 0)))).containsExactly(at(0, 0.3, 0));
    }
}
