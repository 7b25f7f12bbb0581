package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairSamplerTest {
    private static final int DRAWS = 2000;
    private static final Breast TWO_VIEWS = breast(
            Map.of(View.CC, List.of("cc1", "cc2"), View.MLO, List.of("mlo")), List.of("a", "b"), List.of("A", "B"));
    private static final Breast ONE_VIEW = breast(
            Map.of(View.CC, List.of("cc1", "cc2", "cc3")), List.of("a"), List.of("A"));
    private static final Breast ONE_PICTURE = breast(Map.of(View.MLO, List.of("mlo")), List.of("a"), List.of("a"));

    private final PairSampler sampler = new PairSampler(Pairing.VIEWS);

    @Test
    void theSameKeyGivesTheSamePair() {
        for (int index = 0; index < 50; index++) {
            Key key = Key.of(3).child(index);
            assertThat(sampler.sample(TWO_VIEWS, key)).isEqualTo(sampler.sample(TWO_VIEWS, key));
        }
    }

    @Test
    void twoViewsAreDrawnInEitherOrderAndNeverTheSame() {
        assertThat(draws(sampler, TWO_VIEWS, PairSamplerTest::pictures))
                .containsOnlyKeys("cc1 mlo", "cc2 mlo", "mlo cc1", "mlo cc2")
                .allSatisfy((pair, count) -> assertThat(count).isBetween(DRAWS / 4 - 100, DRAWS / 4 + 100));
    }

    @Test
    void oneViewGivesTwoDifferentFilesWhereThereAreTwo() {
        assertThat(draws(sampler, ONE_VIEW, PairSamplerTest::pictures))
                .containsOnlyKeys("cc1 cc2", "cc1 cc3", "cc2 cc1", "cc2 cc3", "cc3 cc1", "cc3 cc2")
                .allSatisfy((pair, count) -> assertThat(count).isBetween(DRAWS / 6 - 100, DRAWS / 6 + 100));
        assertThat(draws(sampler, ONE_PICTURE, PairSamplerTest::pictures)).containsOnlyKeys("mlo mlo");
    }

    @Test
    void thePaperModePairsFilesOfTheViewDrawnLast() {
        assertThat(draws(new PairSampler(Pairing.PAPER), TWO_VIEWS, PairSamplerTest::pictures))
                .containsOnlyKeys("cc1 cc2", "mlo mlo");
    }

    @Test
    void sectionsAreDrawnIndependentlyAndRewordedHalfOfTheTime() {
        Set<String> all = new HashSet<>();
        Stream.of("a", "b", "A", "B").forEach(first ->
                Stream.of("a", "b", "A", "B").forEach(second -> all.add(first + " " + second)));
        assertThat(draws(sampler, TWO_VIEWS, PairSamplerTest::texts)).containsOnlyKeys(all)
                .allSatisfy((pair, count) -> assertThat(count).isBetween(DRAWS / 16 - 60, DRAWS / 16 + 60));
    }

    @Test
    void aSingleSectionIsPairedWithItsRewording() {
        assertThat(draws(sampler, ONE_VIEW, PairSamplerTest::texts)).containsOnlyKeys("a A", "A a");
    }

    @Test
    void validationAlwaysSeesTheSamePair() {
        assertThat(PairSampler.fixed(TWO_VIEWS))
                .isEqualTo(new ImageTextPair(Path.of("cc1"), Path.of("mlo"), "a", "b"));
        assertThat(PairSampler.fixed(ONE_PICTURE))
                .isEqualTo(new ImageTextPair(Path.of("mlo"), Path.of("mlo"), "a", "a"));
    }

    private static Map<String, Integer> draws(
            PairSampler sampler, Breast breast, Function<ImageTextPair, String> what) {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.range(0, DRAWS).forEach(index ->
                counts.merge(what.apply(sampler.sample(breast, Key.of(7).child(index))), 1, Integer::sum));
        return counts;
    }

    private static String pictures(ImageTextPair pair) {
        return pair.firstPicture() + " " + pair.secondPicture();
    }

    private static String texts(ImageTextPair pair) {
        return pair.firstText() + " " + pair.secondText();
    }

    private static Breast breast(Map<View, List<String>> names, List<String> sections, List<String> augmented) {
        Map<View, List<Path>> pictures = new HashMap<>();
        names.forEach((view, files) -> pictures.put(view, files.stream().map(Path::of).toList()));
        return new Breast(2, "P", Laterality.LEFT, pictures, sections, augmented, 0);
    }
}
