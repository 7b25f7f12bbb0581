package dev.nacre.mammo.eval.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.localisation.DiceConvention;
import dev.nacre.mammo.eval.localisation.FalseMarks;
import dev.nacre.mammo.eval.localisation.FrocCases;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgedMapsTest {
    private static final int SIDE = 24;
    private static final int PICTURES = 40;
    private static final RegionChoice CHOICE = new RegionChoice(4, 5);

    /** Every other picture has a lesion of 4 by 4 pixels; each has a brighter spot of the same size elsewhere. */
    private static List<MarkedView> views() {
        return views(1);
    }

    private static List<MarkedView> views(double pixelMillimetres) {
        List<MarkedView> views = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            boolean[] all = new boolean[SIDE * SIDE];
            Arrays.fill(all, true);
            PreparedPicture picture = new PreparedPicture(SIDE, SIDE, 8, new float[SIDE * SIDE], new AppliedRecipe("",
                    "", false, new PixelBox(0, 0, SIDE, SIDE), false, PlaneAffine.IDENTITY));
            views.add(new MarkedView("woman " + number / 4, number / 4, ExamView.values()[number % 4],
                    Optional.of(number % 8 < 4 ? DensityClass.A : DensityClass.D),
                    new PreparedView(picture, new Mask(SIDE, SIDE, all), new Mask(SIDE, SIDE, all)),
                    pixelMillimetres, number % 2 == 0 ? List.of() : List.of(square(lesionColumn(number), 4))));
        }
        return views;
    }

    private static int lesionColumn(int number) {
        return 2 + number % 5;
    }

    private static Mask square(int column, int row) {
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int index = 0; index < 16; index++) {
            inside[(row + index / 4) * SIDE + column + index % 4] = true;
        }
        return new Mask(SIDE, SIDE, inside);
    }

    /** High on lesions and on the spots. */
    private static List<PictureMap> maps(double lesion, double spot) {
        List<PictureMap> maps = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            float[] values = new float[SIDE * SIDE];
            for (int index = 0; index < values.length; index++) {
                values[index] = (float) (0.1 * Key.of(number).uniform(index));
                if (number % 2 == 1 && square(lesionColumn(number), 4).inside()[index]) {
                    values[index] += (float) lesion;
                } else if (square(14, 14).inside()[index]) {
                    values[index] += (float) spot;
                }
            }
            maps.add(new PictureMap(SIDE, SIDE, values));
        }
        return maps;
    }

    private static MapThresholds thresholds(List<PictureMap> maps) {
        return MapThresholds.of(views(), maps, CHOICE);
    }

    private static JudgedMaps judged(List<PictureMap> maps) {
        return JudgedMaps.of("map", views(), maps, thresholds(maps), CHOICE);
    }

    private final MapFigures figures = new MapFigures(views(), 200, 0.95);

    private double at90(FrocCases cases, CountedPictures counted) {
        return figures.falseMarks(cases, counted, MapTable.SENSITIVITIES).at(0.9).estimate();
    }

    @Test
    void aMapOfTheLesionsIsPerfect() {
        List<PictureMap> maps = maps(0.8, 0);
        JudgedMaps judged = judged(maps);
        assertThat(figures.dice(judged, DiceConvention.PICTURES_WITH_LESION).estimate()).isGreaterThan(0.99);
        assertThat(figures.dice(judged, DiceConvention.ALL_PICTURES).estimate()).isGreaterThan(0.99);
        assertThat(figures.pointing(judged).estimate()).isEqualTo(1);
        assertThat(at90(judged.regions(thresholds(maps)), CountedPictures.ALL)).isZero();
    }

    @Test
    void aMapOfTheSpotsIsWrong() {
        JudgedMaps judged = judged(maps(0, 0.8));
        assertThat(figures.pointing(judged).estimate()).isZero();
        assertThat(figures.dice(judged, DiceConvention.PICTURES_WITH_LESION).high()).isLessThan(0.3);
    }

    @Test
    void whatIsBrighterElsewhereMakesFalseMarks() {
        List<PictureMap> worse = maps(0.5, 0.8);
        List<PictureMap> better = maps(0.8, 0.5);
        assertThat(at90(judged(worse).regions(thresholds(worse)), CountedPictures.NORMAL)).isEqualTo(1);
        FalseMarks few = figures.falseMarks(judged(better).regions(thresholds(better)), CountedPictures.ALL,
                MapTable.SENSITIVITIES);
        FalseMarks many = figures.falseMarks(judged(worse).regions(thresholds(worse)), CountedPictures.ALL,
                MapTable.SENSITIVITIES);
        assertThat(few.fewerThan(many, 0.9).estimate()).isEqualTo(1);
        assertThat(few.fewerThan(many, 0.9).low()).isEqualTo(1);
        MapFigures.DiceTest test = figures.test(judged(better), judged(worse));
        assertThat(test.t().meanDifference()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void peaksFindEveryLesionAtTheCostOfTheSpots() {
        JudgedMaps worse = judged(maps(0.5, 0.8));
        assertThat(at90(worse.peaks(), CountedPictures.ALL)).isEqualTo(1);
        assertThat(at90(judged(maps(0.8, 0.5)).peaks(), CountedPictures.ALL)).isZero();
    }

    @Test
    void theTableHasARowForEachWay() {
        List<PictureMap> worse = maps(0.5, 0.8);
        List<PictureMap> better = maps(0.8, 0.5);
        MapTable table = new MapTable(figures, new MapTable.Way(judged(worse), thresholds(worse)),
                List.of(new MapTable.Way(judged(better), thresholds(better))));
        MapResults results = table.results();
        assertThat(results.patients()).isEqualTo(PICTURES / 4);
        assertThat(results.pictures()).isEqualTo(PICTURES);
        assertThat(results.picturesWithLesion()).isEqualTo(PICTURES / 2);
        assertThat(results.lesions()).isEqualTo(PICTURES / 2);
        assertThat(results.rows()).hasSize(2);
        assertThat(results.rows().get(1).pointing().estimate()).isEqualTo(1);
        assertThat(results.markdown()).contains("100 % (100 % to 100 %)");
        assertThat(table.of(DensityGroup.DENSE).results().toJson().toString()).contains("fewer_than_baseline");
    }

    @Test
    void whereEachPictureShowsALesionNothingIsSaidOfNormalOnes() {
        List<Integer> lesions = IntStream.range(0, PICTURES).filter(number -> number % 2 == 1).boxed().toList();
        List<MarkedView> views = lesions.stream().map(views()::get).toList();
        List<PictureMap> maps = lesions.stream().map(maps(0.5, 0.8)::get).toList();
        MapThresholds thresholds = MapThresholds.of(views, maps, CHOICE);
        MapTable.Way way = new MapTable.Way(JudgedMaps.of("map", views, maps, thresholds, CHOICE), thresholds);
        MapResults results = new MapTable(new MapFigures(views, 50, 0.95), way, List.of()).results();
        assertThat(results.picturesWithLesion()).isEqualTo(results.pictures()).isEqualTo(PICTURES / 2);
        assertThat(results.rows().getFirst().points()).isNotEmpty()
                .allMatch(point -> point.counted() == CountedPictures.ALL);
    }

    @Test
    void groupsOfDensityPartThePictures() {
        JudgedMaps judged = judged(maps(0.8, 0));
        for (DensityGroup group : DensityGroup.values()) {
            assertThat(figures.of(group).views()).hasSize(PICTURES / 2);
            assertThat(figures.of(judged, group).pictures()).hasSize(PICTURES / 2);
            assertThat(figures.of(group).pointing(figures.of(judged, group)).estimate()).isEqualTo(1);
        }
    }

    @Test
    void theSweepFalls() {
        List<Double> sweep = thresholds(maps(0.8, 0.4)).sweep();
        assertThat(sweep).hasSizeGreaterThan(20).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(sweep.getFirst()).isGreaterThan(0.8);
    }

    @Test
    void smallRegionsAreLeftOut() {
        // A lesion of 16 pixels then has 2.56 mm².
        JudgedMaps judged = JudgedMaps.of("map", views(0.4), maps(0.8, 0), thresholds(maps(0.8, 0)), CHOICE);
        assertThat(figures.dice(judged, DiceConvention.PICTURES_WITH_LESION).estimate()).isZero();
    }
}
