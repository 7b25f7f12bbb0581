package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    private static final int PAIRS = 40;

    /** {@code (31 r + 17 c + 7 r c + 3 r²) mod 53 / 10}, 1.5 more where r = c: with many ties. */
    private static double[][] similarities() {
        double[][] similarities = new double[PAIRS][PAIRS];
        for (int r = 0; r < PAIRS; r++) {
            for (int c = 0; c < PAIRS; c++) {
                similarities[r][c] = (r * 31 + c * 17 + r * c * 7 + r * r * 3) % 53 / 10.0 + (r == c ? 1.5 : 0);
            }
        }
        return similarities;
    }

    /** {@code m + 1 - scipy.stats.rankdata(row, method="min")} of the own column. */
    @Test
    void ranksBothWaysAreThoseOfSciPy() {
        Retrieval rows = Retrieval.ofRows(similarities());
        assertThat(rows.recall(1)).isEqualTo(0.25);
        assertThat(rows.recall(5)).isEqualTo(0.375);
        assertThat(rows.recall(10)).isEqualTo(0.475);
        assertThat(rows.medianRank()).isEqualTo(12.5);
        assertThat(rows.meanRank()).isEqualTo(12.35);
        Retrieval columns = Retrieval.ofColumns(similarities());
        assertThat(columns.recall(1)).isEqualTo(0.25);
        assertThat(columns.recall(10)).isEqualTo(0.5);
        assertThat(columns.medianRank()).isEqualTo(10.5);
        assertThat(columns.meanRank()).isEqualTo(11.8);
    }

    /** The answers in order, wrong ones first among equals; the place of the first right one. */
    @Test
    void ranksAreThoseOfSortedAnswers() {
        double[][] similarities = similarities();
        List<Integer> says = IntStream.range(0, PAIRS).mapToObj(index -> index * 7 % 11).toList();
        Retrieval found = Retrieval.ofRows(similarities, says, says);
        for (int row = 0; row < PAIRS; row++) {
            int own = row;
            List<Integer> order = IntStream.range(0, PAIRS).boxed().sorted((one, other) -> {
                int bySimilarity = Double.compare(similarities[own][other], similarities[own][one]);
                return bySimilarity != 0 ? bySimilarity
                        : Boolean.compare(says.get(one).equals(says.get(own)), says.get(other).equals(says.get(own)));
            }).toList();
            int place = 0;
            while (!says.get(order.get(place)).equals(says.get(row))) {
                place++;
            }
            assertThat(found.ranks().get(row)).isEqualTo(place + 1);
        }
    }

    @Test
    void tiesCountAgainstTheModel() {
        Retrieval blind = Retrieval.ofRows(new double[5][5]);
        assertThat(blind.ranks()).containsOnly(5);
        assertThat(blind.recall(4)).isZero();
        assertThat(blind.recall(5)).isEqualTo(1);
        assertThat(Retrieval.ofColumns(new double[5][5])).isEqualTo(blind);
    }

    /** Two images of one sentence: either of both texts is right, whatever their order. */
    @Test
    void equalAnswersAreAllRight() {
        double[][] similarities = {{0.1, 0.9, 0.5}, {0.1, 0.9, 0.5}, {0.3, 0.4, 0.2}};
        assertThat(Retrieval.ofRows(similarities).ranks()).containsExactly(3, 1, 3);
        List<String> says = List.of("mass", "mass", "none");
        assertThat(Retrieval.ofRows(similarities, says, says).ranks()).containsExactly(1, 1, 3);
        assertThat(Retrieval.ofColumns(similarities, says, says).ranks()).containsExactly(2, 1, 3);
    }

    @Test
    void theOtherWayIsTheTurnedMatrix() {
        double[][] wide = {{3, 1, 2}, {1, 2, 3}};
        List<String> rows = List.of("a", "b");
        List<String> columns = List.of("a", "b", "b");
        assertThat(Retrieval.ofRows(wide, rows, columns).ranks()).containsExactly(1, 1);
        assertThat(Retrieval.ofColumns(wide, rows, columns).ranks()).containsExactly(1, 1, 1);
        double[][] turned = {{3, 1}, {1, 2}, {2, 3}};
        assertThat(Retrieval.ofColumns(turned, columns, rows)).isEqualTo(Retrieval.ofRows(wide, rows, columns));
        Retrieval four = new Retrieval(List.of(4, 1, 2, 9));
        assertThat(four.medianRank()).isEqualTo(3);
        assertThat(new Retrieval(List.of(7, 1, 2)).medianRank()).isEqualTo(2);
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> Retrieval.ofRows(new double[0][])).isInstanceOf(InputException.class)
                .hasMessageContaining("needs a question");
        assertThatThrownBy(() -> Retrieval.ofRows(new double[][] {{0, 1}, {Double.NaN, 1}}))
                .isInstanceOf(InputException.class).hasMessageContaining("question 2 and answer 1");
        assertThatThrownBy(() -> Retrieval.ofRows(new double[1][1], List.of("a"), List.of("b")))
                .isInstanceOf(InputException.class).hasMessageContaining("no right answer");
        assertThatThrownBy(() -> Retrieval.ofRows(new double[2][3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retrieval.ofColumns(new double[2][3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retrieval(List.of(1)).recall(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retrieval(List.of(0))).isInstanceOf(IllegalArgumentException.class);
    }
}
