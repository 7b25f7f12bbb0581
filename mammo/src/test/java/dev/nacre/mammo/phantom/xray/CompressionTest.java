package dev.nacre.mammo.phantom.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    private static Compression compression(View view) {
        return new Compression(BreastSample.plain(0.15, 5), new Acquisition(view, 760, 456, Key.of(3)));
    }

    private static List<BreastPoint> points() {
        List<BreastPoint> points = new ArrayList<>();
        for (int index = 0; points.size() < 300; index++) {
            Key key = Key.of(11).child(index);
            BreastPoint point = new BreastPoint(BreastSample.SHAPE.depth() * key.uniform(0),
                    BreastSample.SHAPE.radius() * (2 * key.uniform(1) - 1),
                    BreastSample.SHAPE.radius() * (2 * key.uniform(2) - 1));
            if (BreastSample.SHAPE.relativeRadius(point) < 0.97) {
                points.add(point);
            }
        }
        return points;
    }

    /** The ray through the place of a point meets the point, at the height that the place says. */
    @ParameterizedTest
    @EnumSource(View.class)
    void raysMeetThePointsWhosePlaceTheyPass(View view) {
        Compression compression = compression(view);
        for (BreastPoint point : points()) {
            Compression.Place place = compression.place(point);
            Compression.Chord chord = compression.chord(place.forward(), place.up());
            double across = view == View.CC ? point.outward() : (point.outward() + point.upward()) / Math.sqrt(2);
            double along = view == View.CC ? point.upward() : (point.upward() - point.outward()) / Math.sqrt(2);
            assertThat((double) chord.forward()).isCloseTo(point.forward(), within(0.05));
            assertThat((double) chord.across()).isCloseTo(across, within(0.05));
            double half = compression.thickness(compression.inside(place.forward(), place.up())) / 2;
            assertThat(place.height() / half * chord.half()).isCloseTo(along, within(0.2));
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void everyPointOfTheBreastIsInsideTheOutline(View view) {
        Compression compression = compression(view);
        for (BreastPoint point : points()) {
            Compression.Place place = compression.place(point);
            assertThat(compression.inside(place.forward(), place.up())).isPositive();
            assertThat(Math.abs(place.height())).isLessThanOrEqualTo(compression.thickness() / 2 + 0.01f);
        }
    }

    /** A step in the picture and the same step in the breast belong together. */
    @ParameterizedTest
    @EnumSource(View.class)
    void stepsAreTurnedThereAndBack(View view) {
        Compression compression = compression(view);
        Compression.Place seen = compression.seen(compression.offset(1.5, -2, 0.5));
        assertThat(seen.forward()).isCloseTo(1.5f, within(1e-5f));
        assertThat(seen.up()).isCloseTo(-2f, within(1e-5f));
        assertThat(seen.height()).isCloseTo(0.5f, within(1e-5f));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void whatIsNearTheArmIsHighInThePicture(View view) {
        Compression compression = compression(view);
        assertThat(compression.place(new BreastPoint(40, 20, 0)).up()).isPositive();
        assertThat(compression.place(new BreastPoint(40, -20, 0)).up()).isNegative();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void theThicknessFallsToNothingAtTheOutline(View view) {
        Compression compression = compression(view);
        assertThat(compression.thickness(0)).isZero();
        assertThat(compression.thickness(500)).isEqualTo(compression.thickness());
        assertThat(compression.thickness(10)).isBetween(0.3f * compression.thickness(), compression.thickness());
    }
}
