package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GoldenMetricsTest {
    private static final Offset<Double> EXACT = within(1e-9);

    private final Json golden = Json.parse(Golden.text("metrics/metrics.json"));
    private final Json binary = golden.get("binary");
    private final boolean[] positive = truths(binary.get("labels"));

    @Test
    void areasAreThoseOfTheIndependentImplementation() {
        for (int number = 1; number <= 2; number++) {
            assertThat(RocCurve.of(positive, score(number)).area())
                    .isCloseTo(decimals(binary.get("roc_auc"))[number - 1], EXACT);
        }
    }

    @Test
    void averagePrecisions() {
        for (int number = 1; number <= 2; number++) {
            assertThat(AveragePrecision.of(positive, score(number)))
                    .isCloseTo(decimals(binary.get("average_precision"))[number - 1], EXACT);
        }
    }

    @Test
    void deLong() {
        Json expected = binary.get("delong");
        DeLong found = DeLong.of(positive, score(1), score(2));
        List<Json> rows = expected.get("covariance").items();
        assertThat(found.firstArea()).isCloseTo(decimals(expected.get("auc"))[0], EXACT);
        assertThat(found.secondArea()).isCloseTo(decimals(expected.get("auc"))[1], EXACT);
        assertThat(found.firstVariance()).isCloseTo(decimals(rows.get(0))[0], EXACT);
        assertThat(found.covariance()).isCloseTo(decimals(rows.get(0))[1], EXACT);
        assertThat(found.secondVariance()).isCloseTo(decimals(rows.get(1))[1], EXACT);
        assertThat(found.z()).isCloseTo(expected.get("z").decimal(), EXACT);
        assertThat(found.p()).isCloseTo(expected.get("p").decimal(), EXACT);
    }

    @Test
    void brierScoreOfASigmoid() {
        double[] probabilities = score(1);
        for (int index = 0; index < probabilities.length; index++) {
            probabilities[index] = 1 / (1 + StrictMath.exp(-probabilities[index]));
        }
        assertThat(BrierScore.of(positive, probabilities))
                .isCloseTo(binary.get("brier_of_sigmoid_score1").decimal(), EXACT);
    }

    @Test
    void classes() {
        Json classes = golden.get("multiclass");
        ConfusionMatrix found = ConfusionMatrix.of(wholes(classes.get("labels")), wholes(classes.get("predicted")), 4);
        for (int one = 0; one < 4; one++) {
            assertThat(wholes(classes.get("confusion").items().get(one)))
                    .containsExactly(Arrays.stream(found.counts()[one]).mapToInt(Math::toIntExact).toArray());
        }
        assertThat(found.accuracy()).isCloseTo(classes.get("accuracy").decimal(), EXACT);
        assertThat(found.macroF1()).isCloseTo(classes.get("macro_f1").decimal(), EXACT);
        assertThat(found.balancedAccuracy()).isCloseTo(classes.get("balanced_accuracy").decimal(), EXACT);
        assertThat(found.quadraticKappa()).isCloseTo(classes.get("cohen_kappa_quadratic").decimal(), EXACT);
    }

    @Test
    void pairs() {
        Json pairs = golden.get("paired");
        double[] first = decimals(pairs.get("a"));
        double[] second = decimals(pairs.get("b"));
        PairedTTest t = PairedTTest.of(first, second);
        assertThat(t.t()).isCloseTo(pairs.get("t").decimal(), EXACT);
        assertThat(t.p()).isCloseTo(pairs.get("t_p").decimal(), EXACT);
        // The golden value is that of the normal approximation without correction for continuity.
        assertThat(WilcoxonSignedRank.of(first, second).p()).isCloseTo(pairs.get("wilcoxon_p").decimal(), EXACT);
    }

    @Test
    void concordance() {
        Json survival = golden.get("survival");
        assertThat(HarrellConcordance.of(decimals(survival.get("time")), truths(survival.get("event")),
                decimals(survival.get("risk")))).isCloseTo(survival.get("harrell_c").decimal(), EXACT);
    }

    @Test
    void texts() {
        Json texts = golden.get("text");
        List<String> reference = texts.get("reference").items().stream().map(Json::text).toList();
        List<String> hypothesis = texts.get("hypothesis").items().stream().map(Json::text).toList();
        double[] bleu = decimals(texts.get("bleu"));
        for (int longest = 1; longest <= bleu.length; longest++) {
            assertThat(Bleu.of(reference, hypothesis, longest)).isCloseTo(bleu[longest - 1], EXACT);
        }
        assertThat(RougeL.of(reference, hypothesis).f1()).isCloseTo(texts.get("rouge_l_f1").decimal(), EXACT);
    }

    private double[] score(int number) {
        return decimals(binary.get("score" + number));
    }

    private static double[] decimals(Json array) {
        return array.items().stream().mapToDouble(Json::decimal).toArray();
    }

    private static int[] wholes(Json array) {
        return array.items().stream().mapToInt(item -> Math.toIntExact(item.whole())).toArray();
    }

    private static boolean[] truths(Json array) {
        boolean[] truths = new boolean[array.items().size()];
        for (int index = 0; index < truths.length; index++) {
            truths[index] = array.items().get(index).whole() == 1;
        }
        return truths;
    }
}
