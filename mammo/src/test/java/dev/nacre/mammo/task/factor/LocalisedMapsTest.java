package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalisedMapsTest {
    private static final int SIDE = 20;

    private static Mask square(int row, int column, int side) {
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int index = 0; index < side * side; index++) {
            inside[(row + index / side) * SIDE + column + index % side] = true;
        }
        return new Mask(SIDE, SIDE, inside);
    }

    /** A map that is high in a mask. */
    private static PictureMap high(Mask mask) {
        float[] values = new float[SIDE * SIDE];
        for (int index = 0; index < values.length; index++) {
            values[index] = mask.inside()[index] ? 1 : index / 1e4f;
        }
        return new PictureMap(SIDE, SIDE, values);
    }

    private static LocalisationCase one(String patient, List<Mask> lesions, float[] levels) {
        boolean[] all = new boolean[SIDE * SIDE];
        Arrays.fill(all, true);
        return new LocalisationCase(patient, new PreparedPicture(SIDE, SIDE, 8, levels, new AppliedRecipe("", "", false,
                new PixelBox(0, 0, SIDE, SIDE), false, PlaneAffine.IDENTITY)), new Mask(SIDE, SIDE, all), 1, lesions);
    }

    @Test
    void regionsAreThoseAboveTheQuantileOfTheBreastAlone() {
        boolean[] half = new boolean[SIDE * SIDE];
        Arrays.fill(half, 0, half.length / 2, true);
        float[] values = new float[SIDE * SIDE];
        for (int index = 0; index < values.length; index++) {
            values[index] = index + 1;
        }
        List<FoundRegion> found = HottestRegions.PUBLISHED.of(new PictureMap(SIDE, SIDE, values),
                new Mask(SIDE, SIDE, half), 1);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().region().area()).as("5 %% of the breast's 200 pixels").isEqualTo(10);
        assertThat(found.getFirst().highest()).isEqualTo(200);
    }

    @Test
    void aMapThatIsTheSameEverywhereHasNoRegion() {
        float[] same = new float[SIDE * SIDE];
        Arrays.fill(same, 0.5f);
        assertThat(HottestRegions.PUBLISHED.of(new PictureMap(SIDE, SIDE, same), square(2, 2, 9), 1)).isEmpty();
        assertThat(HottestRegions.PUBLISHED.of(new PictureMap(SIDE, SIDE, new float[SIDE * SIDE]), square(2, 2, 9), 1))
                .isEmpty();
    }

    @Test
    void overlapsAreThoseOfBoxes() {
        // A square of 4 moved by 1 and 2 pixels: both 3 x 2 = 6 pixels, either 26.
        LocalisationCase picture = one("woman", List.of(square(5, 5, 4)), new float[SIDE * SIDE]);
        LocalisedMaps maps = LocalisedMaps.of("map", List.of(picture), List.of(high(square(6, 7, 4))),
                HottestRegions.PUBLISHED);
        LocalisedMaps.Picture judged = maps.pictures().getFirst();
        assertThat(judged.lesions()).hasSize(1);
        assertThat(judged.lesions().getFirst()).isCloseTo(6 / 26.0, within(1e-12));
        assertThat(judged.surest()).isCloseTo(6 / 26.0, within(1e-12));
        assertThat(judged.pointing()).as("6 of its 16 equally high pixels").isCloseTo(6 / 16.0, within(1e-12));
    }

    @Test
    void aRightMapBeatsTheBrightestRegion() {
        List<LocalisationCase> cases = new ArrayList<>();
        List<PictureMap> right = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            Mask lesion = square(3 + number % 3, 4, 4);
            float[] levels = new float[SIDE * SIDE];
            for (int index = 0; index < levels.length; index++) {
                levels[index] = lesion.inside()[index] ? 100 : square(13, 13, 4).inside()[index] ? 200
                        : 50 + index / 100f;
            }
            cases.add(one("woman " + number / 2, number % 4 == 3 ? List.of() : List.of(lesion), levels));
            right.add(high(lesion));
        }
        LocalisedMaps maps = LocalisedMaps.of("map", cases, right, HottestRegions.PUBLISHED);
        LocalisedMaps brightness = LocalisedMaps.of("brightness", cases,
                cases.stream().map(LocalisationCase::brightness).toList(), HottestRegions.PUBLISHED);
        LocalisationFigures figures = new LocalisationFigures(cases.stream().map(LocalisationCase::patient).toList(),
                200, 0.95);
        for (LocalisationFigures.Figure figure : List.of(new LocalisationFigures.Figure.Lesions(0.25),
                new LocalisationFigures.Figure.Lesions(0.5), new LocalisationFigures.Figure.Pointing())) {
            assertThat(figures.of(maps, figure).estimate()).isEqualTo(1);
            Interval better = figures.difference(maps, brightness, figure);
            assertThat(better.estimate()).isEqualTo(1);
            assertThat(better.low()).isEqualTo(1);
        }
        assertThat(figures.of(brightness, new LocalisationFigures.Figure.Surest(0.25)).estimate()).isZero();
        assertThat(figures.of(maps, new LocalisationFigures.Figure.MeanOverlap()).estimate()).isGreaterThan(0.6);
    }

    @Test
    void picturesWithoutLesionsAloneAreRefused() {
        LocalisedMaps maps = LocalisedMaps.of("map", List.of(one("woman", List.of(), new float[SIDE * SIDE])),
                List.of(high(square(1, 1, 2))), HottestRegions.PUBLISHED);
        assertThatThrownBy(() -> new LocalisationFigures(List.of("woman"), 10, 0.95).of(maps,
                new LocalisationFigures.Figure.Pointing())).isInstanceOf(InputException.class)
                .hasMessageContaining("none shows a lesion");
    }
}
