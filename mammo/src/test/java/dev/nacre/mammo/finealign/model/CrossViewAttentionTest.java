package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrossViewAttentionTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 7;
    private static final int WIDTH = 8;
    private static final Offset<Float> CLOSE = within(1e-5f);

    private final CrossViewAttention attention = new CrossViewAttention(WIDTH, new FineAlignConfig.CrossView(2, 1));

    private Map<String, Parameter> random() {
        attention.init(Key.of(1));
        attention.parameters().forEach((name, parameter) -> parameter.set(
                Tensor.randn(Key.of(name.hashCode()), parameter.spec().shape().sizes()).mul(0.5)));
        return attention.parameters();
    }

    private static Tensor places() {
        return L2Normalize.of(Tensor.randn(Key.of(2), 1, 4, ROWS, COLUMNS, WIDTH), 4);
    }

    private static Tensor present(float... there) {
        return Tensor.of(there, 1, 4);
    }

    private Tensor forward(Tensor places) {
        return attention.forward(places, present(1, 1, 1, 1), Pass.EVAL);
    }

    @Test
    void atTheStartNothingChanges() {
        attention.init(Key.of(1));
        assertThat(forward(places()).toFloats()).containsExactly(places().toFloats(), CLOSE);
    }

    @Test
    void withoutACounterpartNothingChanges() {
        random();
        Tensor there = Tensor.of(new float[] {1, 1, 1, 0}, 1, 4, 1, 1, 1);
        Tensor places = places().mul(there);
        Tensor found = attention.forward(places, present(1, 1, 1, 0), Pass.EVAL);
        assertThat(found.slice(1, 2, 4).toFloats()).isEqualTo(places.slice(1, 2, 4).toFloats());
        assertThat(found.slice(1, 0, 2).toFloats()).isEqualTo(forward(places()).slice(1, 0, 2).toFloats());
        assertThat(found.slice(1, 0, 1).toFloats()).isNotEqualTo(places.slice(1, 0, 1).toFloats());
    }

    /** Only columns within the tolerance of the place that changed notice it, and only in the other view. */
    @Test
    void aPlaceIsSeenFromColumnsNearItsOwn() {
        random();
        float[] changed = places().toFloats();
        int row = 1;
        int column = 3;
        for (int i = 0; i < WIDTH; i++) {
            changed[((ROWS + row) * COLUMNS + column) * WIDTH + i] *= -1;
        }
        float[] before = forward(places()).toFloats();
        float[] after = forward(Tensor.of(changed, 1, 4, ROWS, COLUMNS, WIDTH)).toFloats();
        for (int place = 0; place < 4 * ROWS * COLUMNS; place++) {
            int view = place / (ROWS * COLUMNS);
            boolean sees = view == 0 && Math.abs(place % COLUMNS - column) <= 1
                    || place == (ROWS + row) * COLUMNS + column;
            boolean differs = false;
            for (int i = 0; i < WIDTH; i++) {
                differs |= Math.abs(before[place * WIDTH + i] - after[place * WIDTH + i]) > 1e-5f;
            }
            assertThat(differs).as("place %d", place).isEqualTo(sees);
        }
    }

    /** γ·MHA written out for one place, with the two-layer network and its normalisation taken away. */
    @Test
    void itIsWhatPlainLoopsFind() {
        Map<String, Parameter> weights = random();
        weights.get("narrow.weight").set(Tensor.zeros(2 * WIDTH, WIDTH));
        weights.get("narrow.bias").set(Tensor.zeros(WIDTH));
        double[] p = places().toDoubles();
        int row = 2;
        int column = 6;
        double[] own = vector(p, 1, row, column);
        double[] mixed = new double[WIDTH];
        for (int head = 0; head < 2; head++) {
            double sum = 0;
            double[] q = linear(weights, "query", own);
            double[] total = new double[WIDTH / 2];
            for (int c = column - 1; c < COLUMNS; c++) {
                for (int r = 0; r < ROWS; r++) {
                    double[] other = vector(p, 0, r, c);
                    double[] k = linear(weights, "key", other);
                    double[] v = linear(weights, "value", other);
                    double score = 0;
                    for (int i = head * WIDTH / 2; i < (head + 1) * WIDTH / 2; i++) {
                        score += q[i] * k[i];
                    }
                    double weight = Math.exp(score / Math.sqrt(WIDTH / 2.0));
                    sum += weight;
                    for (int i = 0; i < WIDTH / 2; i++) {
                        total[i] += weight * v[head * WIDTH / 2 + i];
                    }
                }
            }
            for (int i = 0; i < WIDTH / 2; i++) {
                mixed[head * WIDTH / 2 + i] = total[i] / sum;
            }
        }
        double[] attended = linear(weights, "output", mixed);
        double gamma = weights.get("gamma").value().item();
        double norm = 0;
        for (int i = 0; i < WIDTH; i++) {
            own[i] += gamma * attended[i];
            norm += own[i] * own[i];
        }
        double[] found = vector(forward(places()).toDoubles(), 1, row, column);
        for (int i = 0; i < WIDTH; i++) {
            assertThat(found[i]).isCloseTo(own[i] / Math.sqrt(norm), within(1e-5));
        }
    }

    private static double[] vector(double[] p, int view, int row, int column) {
        int start = ((view * ROWS + row) * COLUMNS + column) * WIDTH;
        return Arrays.copyOfRange(p, start, start + WIDTH);
    }

    private static double[] linear(Map<String, Parameter> weights, String name, double[] x) {
        double[] matrix = weights.get(name + ".weight").value().toDoubles();
        double[] y = weights.get(name + ".bias").value().toDoubles();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * matrix[i * y.length + j];
            }
        }
        return y;
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Map<String, Parameter> weights = random();
        Tensor direction = Tensor.randn(Key.of(9), 1, 4, ROWS, COLUMNS, WIDTH);
        DirectionalCheck.input(places(), 1e-3, 5e-3, p ->
                attention.forward(p, present(1, 1, 1, 0), Pass.EVAL_WITH_GRADIENTS).mul(direction).sum());
        weights.forEach((name, parameter) -> DirectionalCheck.parameter(name, parameter, 1e-3, 5e-3, () ->
                attention.forward(places(), present(1, 1, 1, 1), Pass.EVAL_WITH_GRADIENTS).mul(direction).sum()));
    }
}
