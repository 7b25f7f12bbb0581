package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureAugmentationTest {
    private static final float[] LEVELS = {1, 2, 3, 4, 5, 6};

    @Test
    void noneLeavesThePictureAsItIs() {
        assertThat(PictureAugmentation.NONE.apply(LEVELS, 2, 3, Key.of(1))).isSameAs(LEVELS);
    }

    @Test
    void flipsExchangeTheSides() {
        assertThat(PictureAugmentation.NONE.withFlips(1, 0).apply(LEVELS, 2, 3, Key.of(1)))
                .containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(PictureAugmentation.NONE.withFlips(0, 1).apply(LEVELS, 2, 3, Key.of(1)))
                .containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(LEVELS).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aFlipCanBeDecidedElsewhere() {
        PictureAugmentation never = PictureAugmentation.NONE;
        assertThat(never.apply(LEVELS, 2, 3, Key.of(1), true)).containsExactly(3, 2, 1, 6, 5, 4);
        PictureAugmentation half = PictureAugmentation.NONE.withFlips(0.5, 0);
        int flipped = 0;
        for (int seed = 0; seed < 200; seed++) {
            boolean flips = half.flipsHorizontally(Key.of(seed));
            assertThat(half.apply(LEVELS, 2, 3, Key.of(seed))[0]).isEqualTo(flips ? 3 : 1);
            flipped += flips ? 1 : 0;
        }
        assertThat(flipped).isBetween(70, 130);
    }

    @Test
    void cropAndGammaTakePartWhenTheyAreThere() {
        float[] levels = RandomPictures.floats(40 * 30, 1);
        PictureAugmentation crop = PictureAugmentation.NONE.withWarps(1, Optional.empty(), Optional.empty())
                .with(Optional.of(new RandomCrop(0.5)), Optional.empty());
        assertThat(crop.apply(levels, 40, 30, Key.of(1)))
                .containsExactly(new RandomCrop(0.5).apply(levels, 40, 30, Key.of(1).child(2)));
        PictureAugmentation gamma = PictureAugmentation.NONE.withWarps(1, Optional.empty(), Optional.empty())
                .with(Optional.empty(), Optional.of(new RandomGamma(2)));
        assertThat(gamma.apply(levels, 40, 30, Key.of(1)))
                .containsExactly(new RandomGamma(2).apply(levels, Key.of(1).child(3)));
    }

    @Test
    void theParametersOfASymmetricAffineComeFromTheirPlacesOfTheKey() {
        Key key = Key.of(4);
        PlaneAffine map = new RandomAffine.Symmetric(20, 0.1, 0.2, 20).draw(80, 60, key);
        double angle = Math.toRadians(20 * (2 * key.uniform(3) - 1));
        double shearX = Math.tan(Math.toRadians(20 * (2 * key.uniform(4) - 1)));
        double shearY = Math.tan(Math.toRadians(20 * (2 * key.uniform(5) - 1)));
        double scaleX = 1 + 0.2 * (2 * key.uniform(6) - 1);
        double scaleY = 1 + 0.2 * (2 * key.uniform(7) - 1);
        assertThat(map.xx()).isCloseTo((Math.cos(angle) - Math.sin(angle) * shearY) * scaleX, within(1e-12));
        assertThat(map.xy()).isCloseTo((Math.cos(angle) * shearX - Math.sin(angle)) * scaleY, within(1e-12));
        assertThat(map.yx()).isCloseTo((Math.sin(angle) + Math.cos(angle) * shearY) * scaleX, within(1e-12));
        assertThat(map.yy()).isCloseTo((Math.sin(angle) * shearX + Math.cos(angle)) * scaleY, within(1e-12));
        PlanePoint centre = map.apply(30, 40);
        assertThat(centre.x()).isCloseTo(30 + 60 * 0.1 * (2 * key.uniform(8) - 1), within(1e-9));
        assertThat(centre.y()).isCloseTo(40 + 80 * 0.1 * (2 * key.uniform(9) - 1), within(1e-9));
    }

    @Test
    void aSymmetricAffineFillsWithTheLowestLevelAndThePapersWithBlack() {
        float[] levels = {5, 6, 7};
        assertThat(new RandomAffine.Symmetric(1, 0, 0, 0).border(levels)).isEqualTo(new Border.Constant(5));
        assertThat(new RandomAffine.Paper().border(levels)).isEqualTo(new Border.Constant(0));
    }

    @Test
    void theSameKeyGivesTheSamePictureAndAnotherKeyAnother() {
        float[] levels = new float[40 * 30];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = index * 31 % 101;
        }
        PictureAugmentation augmentation = PictureAugmentation.PAPER
                .withWarps(1, PictureAugmentation.PAPER.affine(), Optional.of(RandomElastic.PAPER))
                .with(Optional.of(new RandomCrop(0.8)), Optional.of(new RandomGamma(1.5)));
        float[] first = augmentation.apply(levels, 40, 30, Key.of(1));
        assertThat(augmentation.apply(levels, 40, 30, Key.of(1))).containsExactly(first);
        assertThat(augmentation.apply(levels, 40, 30, Key.of(2))).isNotEqualTo(first);
    }

    @Test
    void impossibleRangesAreRefused() {
        assertThatThrownBy(() -> new RandomAffine.Symmetric(0, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomAffine.Symmetric(0, 0, 0, 45)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PictureAugmentation.NONE.withFlips(2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomCrop(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomGamma(0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomElastic(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointsGoWhereTheMapSays() {
        int height = 60;
        int width = 48;
        PictureAugmentation all = PictureAugmentation.NONE.withFlips(0.5, 0.5)
                .withWarps(0.7, Optional.of(new RandomAffine.Symmetric(20, 0.1, 0.2, 20)), Optional.empty())
                .with(Optional.of(new RandomCrop(0.8)), Optional.of(new RandomGamma(1.5)));
        float[] spot = new float[height * width];
        for (int index = 0; index < spot.length; index++) {
            spot[index] = (float) Math.exp(-(Math.pow(index % width + 0.5 - 20, 2)
                    + Math.pow(index / width + 0.5 - 33, 2)) / 18);
        }
        for (int seed = 0; seed < 40; seed++) {
            float[] moved = all.apply(spot, height, width, Key.of(seed));
            int brightest = 0;
            for (int index = 0; index < moved.length; index++) {
                brightest = moved[index] > moved[brightest] ? index : brightest;
            }
            PlanePoint place = all.map(height, width, Key.of(seed)).apply(20, 33);
            assertThat(Math.hypot(brightest % width + 0.5 - place.x(), brightest / width + 0.5 - place.y()))
                    .as("seed %d", seed).isLessThan(1.5);
        }
        assertThatThrownBy(() -> PictureAugmentation.PAPER.map(height, width, Key.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("elastic");
    }
}
