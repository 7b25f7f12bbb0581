package dev.nacre.mammo.finealign.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.eval.localisation.ThresholdChoice;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TextMapsTest {
    private static final int ROWS = 8;
    private static final int COLUMNS = 4;

    @Test
    void cosinesAndTheirPlaceInThePicture() {
        float[] vectors = new float[ROWS * COLUMNS * 2];
        for (int place = 0; place < ROWS * COLUMNS; place++) {
            vectors[2 * place] = 1;
        }
        int bright = 5 * COLUMNS + 1;
        vectors[2 * bright] = 0.6f;
        vectors[2 * bright + 1] = 0.8f;
        PlaceVectors places = new PlaceVectors(ROWS, COLUMNS, vectors);
        assertThat(places.cosines(new float[] {0, 1}).values()[bright]).isEqualTo(0.8f);
        PictureMap sharp = places.map(new float[] {0, 1}, 128, 64, 0);
        // Centres of places lie between pixels 87 and 88, columns 23 and 24.
        assertThat(sharp.values()[87 * 64 + 23]).isCloseTo(0.8f, within(0.06f));
        assertThat(sharp.values()[(87 + 16) * 64 + 23]).isCloseTo(0, within(0.03f));
        assertThat(sharp.values()[0]).isZero();
        PictureMap smooth = places.map(new float[] {0, 1}, 128, 64, 1.5);
        assertThat(smooth.values()[87 * 64 + 23]).isBetween(0.02f, 0.2f);
        assertThat(sum(smooth)).isCloseTo(sum(sharp), within(0.01 * sum(sharp)));
        assertThat(places.map(new float[] {1, 0}, 128, 64, 1.5).values()[63]).isCloseTo(1, within(1e-3f));
        assertThatThrownBy(() -> places.cosines(new float[3])).hasMessageContaining("one model");
    }

    private static double sum(PictureMap map) {
        double sum = 0;
        for (float value : map.values()) {
            sum += value;
        }
        return sum;
    }

    /** Both must speak for a lesion, and nothing outside the breast or in the muscle counts. */
    @Test
    void awarenessAndWordsAreFused() {
        PreparedView view = Drawn.view(Drawn.constant(40, 40, 0.5));
        PictureMap half = Drawn.constant(40, 40, 0.64);
        PictureMap same = Drawn.constant(40, 40, 0.1);
        PictureMap fused = FusedMap.RECOMMENDED.of(view, half, same, same);
        assertThat(fused.values()[35 * 40 + 3]).isCloseTo((float) Math.sqrt(0.32), within(1e-3f));
        assertThat(fused.values()[35 * 40 + 30]).isZero();
        assertThat(fused.values()[3 * 40 + 3]).isZero();
        PictureMap more = FusedMap.RECOMMENDED.of(view, half, Drawn.constant(40, 40, 0.17), same);
        assertThat(more.values()[35 * 40 + 3])
                .isCloseTo((float) Math.sqrt(0.64 / (1 + Math.exp(-1))), within(1e-3f));
        assertThat(FusedMap.RECOMMENDED.of(view, Drawn.constant(40, 40, 0), same, same).atLeast(1e-6).count()).isZero();
    }

    /** What is equal everywhere stays so, also at the skin line, where the picture has its greatest step. */
    @Test
    void theSkinLineGetsNoRim() {
        PictureMap picture = Drawn.random(80, 60, 3);
        for (int index = 0; index < picture.values().length; index++) {
            picture.values()[index] = index % 60 < 30 ? 0.4f + 0.3f * picture.values()[index] : 0;
        }
        PreparedView view = Drawn.view(picture);
        PictureMap same = Drawn.constant(80, 60, 0);
        PictureMap fused = new FusedMap(0.07, 64, 1e-3).of(view, Drawn.constant(80, 60, 0.5), same, same);
        Mask searched = view.searched();
        for (int index = 0; index < searched.inside().length; index++) {
            assertThat(fused.values()[index]).isCloseTo(searched.inside()[index] ? 0.5f : 0, within(1e-4f));
        }
    }

    @Test
    void regionsAreChosenByAreaAndMean() {
        PictureMap map = Drawn.constant(20, 30, 0.1);
        fill(map, new PixelBox(1, 1, 6, 6), 0.6f);
        fill(map, new PixelBox(10, 1, 18, 6), 0.7f);
        fill(map, new PixelBox(1, 10, 3, 12), 0.9f);
        map.values()[2 * 30 + 12] = 0.8f;
        List<FoundRegion> found = RegionChoice.RECOMMENDED.of(map, 0.5, 1);
        assertThat(found).extracting(region -> region.region().box())
                .containsExactly(new PixelBox(10, 1, 18, 6), new PixelBox(1, 1, 6, 6));
        assertThat(found.getFirst().highest()).isCloseTo(0.8, within(1e-6));
        assertThat(found.getFirst().mean()).isCloseTo(0.7 + 0.1 / 40, within(1e-6));
        assertThat(found.getFirst().scored().score()).isEqualTo(found.getFirst().highest());
        // Pixels of 0.5 mm: none has 25 mm².
        assertThat(RegionChoice.RECOMMENDED.of(map, 0.5, 0.5)).isEmpty();
        List<FoundRegion> small = new RegionChoice(0, 1).of(map, 0.5, 1);
        assertThat(small).extracting(region -> region.region().box()).containsExactly(new PixelBox(1, 10, 3, 12));
        Mask mask = RegionChoice.mask(small, 20, 30);
        assertThat(mask.count()).isEqualTo(4);
        assertThat(mask.at(11, 2)).isTrue();
    }

    @Test
    void thresholds() {
        PictureMap map = Drawn.constant(20, 20, 0.2);
        fill(map, new PixelBox(0, 0, 5, 5), 0.62f);
        boolean[] truth = new boolean[400];
        for (int index = 0; index < truth.length; index++) {
            truth[index] = map.values()[index] > 0.5;
        }
        ThresholdChoice choice = ThresholdChoice.of(List.of(new ThresholdChoice.Picture(map, new Mask(20, 20, truth))),
                ThresholdChoice.THRESHOLDS);
        assertThat(choice.dice()).isEqualTo(1);
        assertThat(choice.threshold()).isEqualTo(0.25);
        assertThat(choice.sweep()).hasSize(19);
        assertThat(ThresholdChoice.THRESHOLDS).startsWith(0.05).endsWith(0.95);
        Mask all = new Mask(20, 20, truth).complement();
        double otsu = OtsuInBreast.threshold(map, new Mask(20, 20, new boolean[400]).complement());
        assertThat(otsu).isBetween(0.2, 0.62);
        assertThat(OtsuInBreast.threshold(map, all)).isInfinite();
    }

    @Test
    void theBaselineLooksInTheBreastWithoutTheMuscle() {
        PictureMap bright = Drawn.view(Drawn.random(40, 40, 1)).brightness();
        assertThat(bright.values()[35 * 40 + 3]).isPositive();
        assertThat(bright.values()[2 * 40 + 3]).isZero();
        assertThat(bright.values()[35 * 40 + 35]).isZero();
        assertThat(bright.percentile(new Mask(40, 40, new boolean[1600]), 0.5)).isZero();
    }

    @Test
    void scoresOfBreasts() {
        float[][] present = {{1, 0}, {0.6f, 0.8f}};
        float[][] absent = {{0, 1}};
        assertThat(BreastScore.margin(10, new float[] {0.5f, 0}, present, absent)).isCloseTo(10, within(1e-6));
        assertThat(BreastScore.margin(10, new float[] {0, 2}, present, absent)).isCloseTo(-2, within(1e-6));
        assertThat(BreastScore.of(0, OptionalDouble.of(0.9)).score()).isCloseTo(0.7, within(1e-12));
        assertThat(BreastScore.of(0, OptionalDouble.empty()).score()).isEqualTo(0.5);
    }

    @Test
    void promptsSpeakOfASide() {
        PromptSet set = PromptBank.ENGLISH.present().getFirst();
        assertThat(set.of(Laterality.LEFT)).allMatch(sentence -> sentence.contains("left"));
        assertThat(set.of(Laterality.RIGHT)).noneMatch(sentence -> sentence.contains(PromptSet.SIDE));
        Json written = Json.parse(JsonWriter.compact(PromptBank.ENGLISH.toJson()));
        assertThat(PromptBank.fromJson(written)).isEqualTo(PromptBank.ENGLISH);
        assertThatThrownBy(() -> new PromptSet("mass", List.of())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new PromptBank(List.of(), List.of(set))).isInstanceOf(InputException.class);
        assertThat(PromptVectors.direction(List.of(new float[] {3, 0}, new float[] {0, 4})))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    private static void fill(PictureMap map, PixelBox box, float value) {
        for (int row = box.y0(); row < box.y1(); row++) {
            for (int column = box.x0(); column < box.x1(); column++) {
                map.values()[row * map.width() + column] = value;
            }
        }
    }
}
