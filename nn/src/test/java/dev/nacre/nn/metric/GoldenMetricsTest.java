package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenMetricsTest {
    @Test
    void areasAreThoseOfTheIndependentImplementation() {
        Json binary = Json.parse(Golden.text("metrics/metrics.json")).get("binary");
        List<Json> labels = binary.get("labels").items();
        boolean[] positive = new boolean[labels.size()];
        for (int index = 0; index < positive.length; index++) {
            positive[index] = labels.get(index).whole() == 1;
        }
        for (int number = 1; number <= 2; number++) {
            double[] scores = binary.get("score" + number).items().stream().mapToDouble(Json::decimal).toArray();
            double expected = binary.get("roc_auc").items().get(number - 1).decimal();
            assertThat(RocCurve.of(positive, scores).area()).isCloseTo(expected, within(1e-9));
        }
    }
}
