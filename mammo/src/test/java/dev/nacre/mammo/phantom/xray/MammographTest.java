package dev.nacre.mammo.phantom.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.AreaResize;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.Nature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MammographTest {
    private static final BreastPoint PLACE = new BreastPoint(45, 22, -8);

    private static Mass mass(double radius, Mass.Shape shape, Mass.Margin margin) {
        return new Mass(PLACE, radius, shape, margin, 1.05, Nature.MALIGNANT, Key.of(77));
    }

    private static CalcificationCluster cluster(int count) {
        return new CalcificationCluster(PLACE, 6, count, 0.5, CalcificationCluster.Morphology.ROUND,
                CalcificationCluster.Distribution.GROUPED, Nature.BENIGN, Key.of(78));
    }

    private static Radiograph take(Laterality side, View view, int height, Lesion... lesions) {
        return new Mammograph(BreastSample.with(side, List.of(lesions), List.of()), 1024)
                .take(new Acquisition(view, height, (int) (0.6 * height), Key.of(5)));
    }

    @Test
    void theSameAcquisitionGivesTheSamePicture() {
        Radiograph one = take(Laterality.LEFT, View.MLO, 256, mass(8, Mass.Shape.OVAL, Mass.Margin.CIRCUMSCRIBED));
        Radiograph again = take(Laterality.LEFT, View.MLO, 256, mass(8, Mass.Shape.OVAL, Mass.Margin.CIRCUMSCRIBED));
        assertThat(one.picture().levels()).isEqualTo(again.picture().levels());
        assertThat(one.lesions().getFirst().mask().inside()).isEqualTo(again.lesions().getFirst().mask().inside());
    }

    @Test
    void aRightBreastHasItsChestWallAtTheRight() {
        GreyPicture left = take(Laterality.LEFT, View.CC, 256).picture();
        GreyPicture right = take(Laterality.RIGHT, View.CC, 256).picture();
        assertThat(left.level(128, 2)).isGreaterThan(200);
        assertThat(left.level(128, left.width() - 3)).isZero();
        assertThat(right.level(128, right.width() - 3)).isEqualTo(left.level(128, 2));
        assertThat(right.level(128, 2)).isZero();
    }

    /** The middle of the mask is where the compression puts the middle of the mass, in both views. */
    @ParameterizedTest
    @EnumSource(View.class)
    void masksLieWhereTheLesionIs(View view) {
        Compression compression = new Compression(BreastSample.with(Laterality.LEFT, List.of(), List.of()),
                new Acquisition(view, 760, 456, Key.of(5)));
        Compression.Place place = compression.place(PLACE);
        for (Lesion lesion : List.of(mass(8, Mass.Shape.ROUND, Mass.Margin.CIRCUMSCRIBED), cluster(20))) {
            Radiograph radiograph = take(Laterality.LEFT, view, 760, lesion);
            PixelBox box = radiograph.lesions().getFirst().mask().box().orElseThrow();
            double pixel = radiograph.acquisition().pixel();
            assertThat(pixel * (box.x0() + box.x1()) / 2).isCloseTo(place.forward(), within(2.5));
            double up = compression.nippleLevel() - pixel * (box.y0() + box.y1()) / 2;
            assertThat(up).isCloseTo(place.up(), within(2.5));
            assertThat(pixel * (box.x1() - box.x0())).isBetween(8.0, 19.0);
            assertThat(pixel * (box.y1() - box.y0())).isBetween(8.0, 19.0);
        }
    }

    /** What the mask covers is what the lesion changes. */
    @ParameterizedTest
    @EnumSource(Mass.Margin.class)
    void aMassChangesThePictureWhereItsMaskIs(Mass.Margin margin) {
        GreyPicture without = take(Laterality.LEFT, View.CC, 512).picture();
        Radiograph with = take(Laterality.LEFT, View.CC, 512, mass(9, Mass.Shape.IRREGULAR, margin));
        double inside = 0;
        double outside = 0;
        int insidePixels = 0;
        int outsidePixels = 0;
        for (int index = 0; index < without.levels().length; index++) {
            int change = with.picture().levels()[index] - without.levels()[index];
            if (with.lesions().getFirst().mask().inside()[index]) {
                inside += change;
                insidePixels++;
            } else if (without.levels()[index] > 0) {
                outside += Math.abs(change);
                outsidePixels++;
            }
        }
        assertThat(inside / insidePixels).isGreaterThan(150);
        assertThat(outside / outsidePixels).isLessThan(0.25 * inside / insidePixels);
    }

    @Test
    void aLargerPictureShowsTheSameBreast() {
        GreyPicture small = take(Laterality.LEFT, View.MLO, 256, cluster(12)).picture();
        GreyPicture large = take(Laterality.LEFT, View.MLO, 1024, cluster(12)).picture();
        float[] reduced = new AreaResize(large.height(), large.width(), small.height(), small.width()).apply(large);
        assertThat(correlation(small, reduced)).isGreaterThan(0.97);
    }

    private static double correlation(GreyPicture picture, float[] other) {
        double[] sums = new double[5];
        int pixels = 0;
        for (int index = 0; index < other.length; index++) {
            double a = Short.toUnsignedInt(picture.levels()[index]);
            double b = other[index];
            if (a > 0 && b > 0) {
                sums[0] += a;
                sums[1] += b;
                sums[2] += a * a;
                sums[3] += b * b;
                sums[4] += a * b;
                pixels++;
            }
        }
        return (sums[4] - sums[0] * sums[1] / pixels) / Math.sqrt((sums[2] - sums[0] * sums[0] / pixels)
                * (sums[3] - sums[1] * sums[1] / pixels));
    }

    @Test
    void tissueIsNotLookedAtMoreFinelyThanItWasBuilt() {
        Mammograph coarse = new Mammograph(BreastSample.plain(0.1, 1), 128);
        assertThatThrownBy(() -> coarse.take(new Acquisition(View.CC, 256, 154, Key.of(1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("256").hasMessageContaining("128");
    }

    @Test
    void moreGrainsLeaveTheFirstOnesWhereTheyWere() {
        List<ClusterBody.Ball> few = ClusterBody.balls(cluster(6), BreastSample.SHAPE);
        List<ClusterBody.Ball> many = ClusterBody.balls(cluster(9), BreastSample.SHAPE);
        assertThat(many.subList(0, few.size())).isEqualTo(few);
        assertThat(many).hasSizeGreaterThan(few.size());
    }

    @ParameterizedTest
    @EnumSource(Incidental.Kind.class)
    void incidentalsAreSeenAndHaveNoMask(Incidental.Kind kind) {
        Acquisition acquisition = new Acquisition(View.CC, 512, 307, Key.of(5));
        double size = kind == Incidental.Kind.SINGLE_CALCIFICATION ? 0.6 : 4;
        Radiograph without = new Mammograph(BreastSample.with(Laterality.LEFT, List.of(), List.of()), 512)
                .take(acquisition);
        Radiograph with = new Mammograph(BreastSample.with(Laterality.LEFT, List.of(),
                List.of(new Incidental(kind, PLACE, size, Key.of(1)))), 512).take(acquisition);
        int most = 0;
        for (int index = 0; index < without.picture().levels().length; index++) {
            most = Math.max(most, with.picture().levels()[index] - without.picture().levels()[index]);
        }
        assertThat(most).isGreaterThan(100);
        assertThat(with.lesions()).isEmpty();
    }

    @Test
    void lettersSayTheSideAndTheView() {
        GreyPicture left = take(Laterality.LEFT, View.CC, 256).picture();
        GreyPicture right = take(Laterality.RIGHT, View.CC, 256).picture();
        assertThat(white(left, left.width() / 2, left.width())).isGreaterThan(20);
        assertThat(white(right, 0, right.width() / 2)).isGreaterThan(white(left, left.width() / 2, left.width()));
    }

    private static int white(GreyPicture picture, int from, int to) {
        int white = 0;
        for (int row = 0; row < 30; row++) {
            for (int column = from; column < to; column++) {
                white += picture.level(row, column) == 4095 ? 1 : 0;
            }
        }
        return white;
    }
}
