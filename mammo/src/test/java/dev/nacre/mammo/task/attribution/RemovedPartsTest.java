package dev.nacre.mammo.task.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.eval.localisation.PointingGame;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import org.junit.jupiter.api.Test;

/** Hiding parts, and removing them in the order of a map. */
class RemovedPartsTest {
    private static final int[][] PLACES = {{10, 8}, {30, 18}, {40, 10}};

    private static PictureMap map(float[] values) {
        return new PictureMap(DiscScore.HEIGHT, DiscScore.WIDTH, values);
    }

    private static PictureMap of(Mask disc) {
        float[] values = new float[disc.inside().length];
        for (int index = 0; index < values.length; index++) {
            values[index] = disc.inside()[index] ? 1 : 0;
        }
        return map(values);
    }

    @Test
    void occlusionFindsTheDisc() {
        for (int[] place : PLACES) {
            PictureMap found = new Occlusion(8, 3, 16).of(DiscScore.score(), DiscScore.picture(place[0], place[1]));
            Mask disc = DiscScore.disc(place[0], place[1]);
            assertThat(PointingGame.hit(found.values(), disc)).isEqualTo(1);
            assertThat(DiscScore.sum(found.values(), disc) / disc.count()).as("mean fall in the disc beside elsewhere")
                    .isGreaterThan(5 * DiscScore.sum(found.values(), disc.complement()) / disc.complement().count());
        }
    }

    /** Squares that cover all are one, so that every pixel of the breast has its fall. */
    @Test
    void oneSquareOverAllIsTheFallToAnEmptyBreast() {
        ExplainedPicture picture = DiscScore.picture(10, 8);
        PictureMap found = new Occlusion(64, 64, 4).of(DiscScore.score(), picture);
        double fall = DiscScore.score().of(picture.batch())[0] - DiscScore.score().of(new ExplainedPicture(
                DiscScore.HEIGHT, DiscScore.WIDTH, Baseline.BREAST_MEAN.of(picture), picture.breast()).batch())[0];
        for (int index = 0; index < found.values().length; index++) {
            assertThat((double) found.values()[index]).isCloseTo(picture.breast().inside()[index] ? fall : 0,
                    within(1e-6));
        }
        assertThat(fall).isGreaterThan(0.5);
    }

    @Test
    void occlusionDoesNotDependOnTheBatch() {
        ExplainedPicture picture = DiscScore.picture(10, 8);
        assertThat(new Occlusion(7, 5, 1).of(DiscScore.score(), picture).values())
                .isEqualTo(new Occlusion(7, 5, 100).of(DiscScore.score(), picture).values());
        assertThatThrownBy(() -> new Occlusion(4, 5, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRightMapIsDeletedAndInsertedFasterThanRandomOnes() {
        BlockRemoval removal = new BlockRemoval(4, 12, 8);
        for (int[] place : PLACES) {
            ExplainedPicture picture = DiscScore.picture(place[0], place[1]);
            PictureMap right = of(DiscScore.disc(place[0], place[1]));
            double deleted = removal.deletion(DiscScore.score(), picture, right).area();
            double inserted = removal.insertion(DiscScore.score(), picture, right).area();
            for (int seed = 0; seed < 5; seed++) {
                PictureMap random = map(DiscScore.random(seed));
                assertThat(deleted + 0.1).isLessThan(removal.deletion(DiscScore.score(), picture, random).area());
                assertThat(inserted - 0.1).isGreaterThan(removal.insertion(DiscScore.score(), picture, random).area());
            }
        }
    }

    @Test
    void curvesRunBetweenThePictureAndAnEmptyBreast() {
        ExplainedPicture picture = DiscScore.picture(30, 18);
        PictureMap right = of(DiscScore.disc(30, 18));
        double[] deletion = new BlockRemoval(5, 7, 3).deletion(DiscScore.score(), picture, right).scores();
        double[] insertion = new BlockRemoval(5, 7, 3).insertion(DiscScore.score(), picture, right).scores();
        double whole = DiscScore.score().of(picture.batch())[0];
        double empty = DiscScore.score().of(new ExplainedPicture(DiscScore.HEIGHT, DiscScore.WIDTH,
                Baseline.BREAST_MEAN.of(picture), picture.breast()).batch())[0];
        assertThat(deletion).hasSize(8);
        assertThat(deletion[0]).isEqualTo(whole);
        assertThat(deletion[7]).isCloseTo(empty, within(1e-6));
        assertThat(insertion[0]).isCloseTo(empty, within(1e-6));
        assertThat(insertion[7]).isEqualTo(whole);
    }

    /** ½ 4 + 2 + ½ 0 over two widths of a half. */
    @Test
    void theAreaIsThatOfTrapezoids() {
        assertThat(new BlockRemoval.Curve(new double[] {4, 2, 0}).area()).isEqualTo(2);
        assertThat(new BlockRemoval.Curve(new double[] {4, 0, 0}).area()).isEqualTo(1);
    }

    @Test
    void coarseMapsAreToBeEnlargedFirst() {
        assertThatThrownBy(() -> new BlockRemoval(4, 2, 2).deletion(DiscScore.score(), DiscScore.picture(10, 8),
                new PictureMap(2, 2, new float[4]))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enlarge it");
    }
}
