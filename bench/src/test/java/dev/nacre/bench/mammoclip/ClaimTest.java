package dev.nacre.bench.mammoclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final List<String> PATIENTS = IntStream.range(0, 60).mapToObj(one -> "p" + one / 2).toList();

    /** The mean of values that differ from case to case around a middle. */
    private static ToDoubleFunction<int[]> mean(double middle) {
        return times -> {
            double sum = 0;
            int count = 0;
            for (int one = 0; one < times.length; one++) {
                sum += times[one] * (middle + (one % 7 - 3) / 10.0);
                count += times[one];
            }
            return sum / count;
        };
    }

    private static Comparison.Asked row(double own, ToDoubleFunction<int[]> other) {
        return new Comparison.Asked("row", PATIENTS, mean(own), other);
    }

    private static Claim claim(Comparison.Asked... rows) {
        return Claim.of("a claim", "own", "other", List.of(rows), 500);
    }

    @Test
    void aClaimHoldsWhereEveryRowBearsItOut() {
        Claim claim = claim(row(0.8, mean(0.5)), row(0.7, mean(0.5)));
        assertThat(claim.verdict()).isEqualTo("Holds: better in 2 of 2, worse in 0.");
        assertThat(claim.rows().getFirst().difference().estimate()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void oneRowThatIsWorseFailsIt() {
        assertThat(claim(row(0.8, mean(0.5)), row(0.3, mean(0.5))).verdict()).startsWith("Fails: better in 1 of 2");
        assertThat(claim(row(0.5, mean(0.5))).verdict()).startsWith("Not shown");
        assertThat(claim(row(0.8, mean(0.5)), row(0.5, mean(0.5))).verdict()).startsWith("Holds in part");
    }

    /** The more rows a table has, the further a difference must be from 0 to count. */
    @Test
    void rowsAreStrictTogether() {
        Comparison.Asked asked = row(0.55, times -> 0.5);
        Comparison alone = claim(asked).rows().getFirst();
        Comparison amongMany = claim(asked, asked, asked, asked, asked, asked, asked, asked).rows().getFirst();
        assertThat(alone.strict()).isEqualTo(alone.difference());
        assertThat(amongMany.difference()).isEqualTo(alone.difference());
        assertThat(amongMany.strict().low()).isLessThan(alone.strict().low());
        assertThat(amongMany.strict().high()).isGreaterThan(alone.strict().high());
        assertThat(amongMany.markdown()).as("what was given has no interval").contains("| 0.500 |");
    }
}
