package dev.nacre.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LbfgsTest {
    private static final Lbfgs EXACT = new Lbfgs(10, 1000, 1e-10);

    /** A banana-shaped valley in pairs of variables, whose only minimum is 0 where all are 1 (Rosenbrock 1960). */
    private record Valley(int variables) implements SmoothFunction {
        @Override
        public double at(double[] point, double[] gradient) {
            double sum = 0;
            for (int index = 0; index < variables; index += 2) {
                double across = point[index + 1] - point[index] * point[index];
                double along = 1 - point[index];
                sum += 100 * across * across + along * along;
                gradient[index] = -400 * across * point[index] - 2 * along;
                gradient[index + 1] = 200 * across;
            }
            return sum;
        }
    }

    /** An ellipsoid with axes from 1 to 1000. */
    private record Ellipsoid(int variables) implements SmoothFunction {
        @Override
        public double at(double[] point, double[] gradient) {
            double sum = 0;
            for (int index = 0; index < variables; index++) {
                double axis = StrictMath.pow(10, 3.0 * index / (variables - 1));
                sum += axis * (point[index] - index) * (point[index] - index) / 2;
                gradient[index] = axis * (point[index] - index);
            }
            return sum;
        }
    }

    @Test
    void findsTheEndOfACurvedValley() {
        double[] start = new double[20];
        for (int index = 0; index < start.length; index++) {
            start[index] = index % 2 == 0 ? -1.2 : 1;
        }
        Lbfgs.Minimum found = EXACT.minimise(new Valley(20), start);
        assertThat(found.end()).isEqualTo(Lbfgs.End.FLAT);
        assertThat(found.steepest()).isLessThanOrEqualTo(1e-10);
        for (double value : found.point()) {
            assertThat(value).isCloseTo(1, within(1e-9));
        }
        assertThat(found.steps()).as("steps that are not straight down").isLessThan(80);
        assertThat(start).as("the start is not written to").startsWith(-1.2, 1);
    }

    @Test
    void rememberedCurvatureMakesUpForStretchedAxes() {
        Lbfgs.Minimum found = Lbfgs.USUAL.minimise(new Ellipsoid(30), new double[30]);
        assertThat(found.end()).isEqualTo(Lbfgs.End.FLAT);
        for (int index = 0; index < 30; index++) {
            assertThat(found.point()[index]).isCloseTo(index, within(1e-6));
        }
        assertThat(found.steps()).as("SciPy's takes 229").isLessThan(300);
    }

    @Test
    void everyStepGoesDownAndTheNumberOfStepsIsBounded() {
        double before = Double.POSITIVE_INFINITY;
        for (int steps = 1; steps < 30; steps++) {
            Lbfgs.Minimum found = new Lbfgs(3, steps, 1e-10).minimise(new Valley(2), new double[] {-1.2, 1});
            assertThat(found.steps()).isEqualTo(steps);
            assertThat(found.end()).isEqualTo(Lbfgs.End.MOST_STEPS);
            assertThat(found.value()).isLessThan(before);
            before = found.value();
        }
    }

    @Test
    void aFlatStartIsTheEnd() {
        Lbfgs.Minimum found = EXACT.minimise(new Valley(2), new double[] {1, 1});
        assertThat(found.steps()).isZero();
        assertThat(found.end()).isEqualTo(Lbfgs.End.FLAT);
    }

    /** |x| has no flat place: at its kink no step descends, and the search must notice. */
    @Test
    void endsWhereNoStepDescends() {
        SmoothFunction kink = new SmoothFunction() {
            @Override
            public int variables() {
                return 1;
            }

            @Override
            public double at(double[] point, double[] gradient) {
                gradient[0] = point[0] < 0 ? -1 : 1;
                return Math.abs(point[0]);
            }
        };
        Lbfgs.Minimum found = EXACT.minimise(kink, new double[] {3.3});
        assertThat(found.end()).isEqualTo(Lbfgs.End.NO_DESCENT);
        assertThat(found.value()).isLessThan(1e-6);
    }

    /** ln is not a number left of 0: steps that fall off the edge are shortened. */
    @Test
    void stepsBackFromWhereTheFunctionIsNoNumber() {
        SmoothFunction edge = new SmoothFunction() {
            @Override
            public int variables() {
                return 1;
            }

            @Override
            public double at(double[] point, double[] gradient) {
                gradient[0] = 1 - 0.01 / point[0];
                return point[0] - 0.01 * Math.log(point[0]);
            }
        };
        assertThat(EXACT.minimise(edge, new double[] {1}).point()[0]).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void refusesWhatCannotStart() {
        assertThatThrownBy(() -> EXACT.minimise(new Valley(2), new double[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2").hasMessageContaining("3");
        assertThatThrownBy(() -> EXACT.minimise(new Valley(2), new double[] {Double.NaN, 0}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Lbfgs(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lbfgs(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameStartGivesTheSameBits() {
        double[] first = EXACT.minimise(new Valley(6), new double[6]).point();
        assertThat(Arrays.equals(first, EXACT.minimise(new Valley(6), new double[6]).point())).isTrue();
    }
}
