package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final double NONE = Double.NaN;

    @Test
    void theRatioSaysHowManyTimesBetterOursIs() {
        Row row = new Row("work", "ms", 2, 5, 2.5);
        assertThat(row.ratio()).isEqualTo(2.5);
        assertThat(row.met()).isEqualTo("yes");
        assertThat(new Row("work", "ms", 2.001, 5, 2.5).met()).isEqualTo("no");
        assertThat(new Row("work", "ms", 2, 5, NONE).met()).isEmpty();
        assertThat(new Row("work", "ms", 2, NONE, 2.5).met()).isEmpty();
    }

    @Test
    void theMeanOfRowsHasTheGeometricMeanOfTheirRatios() {
        List<Row> rows = List.of(new Row("a", "ms", 1, 2, NONE), new Row("b", "ms", 10, 80, NONE));
        Row mean = Row.mean("both", "ms", rows, 3);
        assertThat(mean.ours()).isEqualTo(Math.sqrt(10), within(1e-12));
        assertThat(mean.ratio()).isEqualTo(4, within(1e-12));
        assertThat(mean.goal()).isEqualTo(3);
        Row alone = Row.mean("alone", "ms", List.of(new Row("a", "ms", 3, NONE, NONE)), 3);
        assertThat(alone.ours()).isEqualTo(3, within(1e-12));
        assertThat(alone.ratio()).isNaN();
    }

    @Test
    void theMedianIsTheMiddleOfWhatWasMeasured() {
        assertThat(Row.median(9, 1, 5)).isEqualTo(5);
        assertThat(Row.median(4, 1, 9, 2)).isEqualTo(3);
    }

    @Test
    void jsonHasTheSixKeysInOrderAndNullForWhatIsNotThere() {
        Json json = new Row("GEMM", "ms", 1.23456, 2, NONE).json();
        assertThat(json.fields().keySet()).containsExactly("name", "unit", "ours", "peer", "ratio", "goal");
        assertThat(json.get("name").text()).isEqualTo("GEMM");
        assertThat(json.get("ours").decimal()).isEqualTo(1.235);
        assertThat(json.get("ratio").decimal()).isEqualTo(1.62);
        assertThat(json.get("goal")).isEqualTo(Json.NULL);
        assertThat(new Row("GEMM", "ms", 1, NONE, 1).json().get("peer")).isEqualTo(Json.NULL);
    }

    @Test
    void aLineOfTheTableHasAsManyCellsAsItsHeading() {
        String line = new Row("GEMM", "ms", 0.012345, 1234.5, 0.8).markdown();
        assertThat(line).isEqualTo("| GEMM | ms | 0.01235 | 1235 | 100000.00 | 0.80 | yes |");
        assertThat(Row.heading().lines()).allMatch(heading -> cells(heading) == cells(line));
        assertThat(new Row("GEMM", "ms", 1, NONE, NONE).markdown()).isEqualTo("| GEMM | ms | 1.000 |  |  |  |  |");
    }

    private static long cells(String line) {
        return line.chars().filter(character -> character == '|').count();
    }
}
