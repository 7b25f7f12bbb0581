package dev.nacre.mammo.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneAgainstRestTest {
    private static final int[] LABELS = {0, 1, 0, 0, 2, 1, 0, 1, 2};
    private static final double[][] LOGITS = {{2.0, 0.5, -1.0}, {0.2, 1.4, 0.1}, {1.0, 0.9, 1.2}, {3.0, -0.5, 0.0},
        {-0.3, 0.4, 1.1}, {0.6, 0.7, -0.2}, {1.5, 1.6, 0.3}, {-1.0, 0.0, 2.5}, {0.5, 0.4, 0.9}};
    private static final Draws DRAWS = new Draws(200, 0.95, 1);

    private final InventedPictures pictures = new InventedPictures();

    /** Of the class D there is no case, and every model says so. */
    private Cases cases(String name) {
        List<Prediction> said = new ArrayList<>();
        for (int index = 0; index < LABELS.length; index++) {
            double[] logits = LOGITS[index];
            said.add(new Prediction(pictures.of(name + index, Laterality.LEFT, Optional.empty(),
                    Optional.of(DensityClass.values()[LABELS[index]]), 50),
                    new double[] {logits[0], logits[1], logits[2], -60}));
        }
        return Cases.of(Question.named("density").orElseThrow(), CaseUnit.PICTURE, said);
    }

    /** Areas of scikit-learn 1.9's roc_auc_score over the softmax of the logits. */
    @Test
    void classesAreToldByTheirProbabilityAndNotByTheirLogitAlone() {
        ClassResult result = ClassResult.of(cases("a"), DRAWS);
        assertThat(result.rest()).extracting(OneAgainstRest::name).containsExactly("A", "B", "C");
        assertThat(result.rest()).extracting(one -> one.area().estimate()).usingElementComparator((one, other) ->
                Math.abs(one - other) < 1e-12 ? 0 : 1).containsExactly(
                0.9500000000000001, 0.6666666666666666, 0.8571428571428572);
        assertThat(result.rest().getFirst().curve().area()).isEqualTo(result.rest().getFirst().area().estimate());
        assertThat(result.rest().get(1).area().low()).isLessThan(result.rest().get(1).area().high());
        assertThat(result.calibration()).as("without validation cases").isEmpty();
    }

    @Test
    void theTemperatureComesFromValidationCases() {
        ClassResult result = ClassResult.of(cases("a"), Optional.of(cases("b")), DRAWS);
        ClassCalibration calibration = result.calibration().orElseThrow();
        assertThat(calibration.map().temperature()).isCloseTo(1.084397278239109, within(1e-9));
        assertThat(calibration.with().expectedCalibrationError())
                .isNotEqualTo(calibration.plain().expectedCalibrationError());
        Json json = result.toJson();
        assertThat(json.get("one_against_rest").items()).hasSize(3);
        assertThat(json.get("calibration").get("temperature").decimal()).isCloseTo(1.084397278239109, within(1e-9));
    }
}
