package dev.nacre.mammo.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.AucBootstrap;
import dev.nacre.nn.metric.BrierScore;
import dev.nacre.nn.metric.DeLong;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.PlattScaling;
import dev.nacre.nn.metric.Resampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Question MASS = Question.named("mass").orElseThrow();
    private static final Draws DRAWS = new Draws(200, 0.95, 7);

    private final InventedPictures pictures = new InventedPictures();

    /** Two breasts of each of so many women; every third left breast has a mass, and scores tell so not very well. */
    private Cases cases(String name, int women, long seed) {
        Key noise = Key.of(seed);
        List<Prediction> predictions = new ArrayList<>();
        for (int woman = 0; woman < women; woman++) {
            boolean mass = woman % 3 == 0;
            SetRecord left = pictures.of(name + woman, Laterality.LEFT, Optional.empty(),
                    Optional.of(woman % 2 == 0 ? DensityClass.B : DensityClass.D), 40 + woman % 20,
                    mass ? new FindingCategory[] {FindingCategory.MASS} : new FindingCategory[0]);
            predictions.add(new Prediction(left, new double[] {(mass ? 1 : 0) + 2 * noise.uniform(2 * woman)}));
            predictions.add(new Prediction(pictures.of(name + woman, Laterality.RIGHT, Optional.empty(),
                    Optional.empty(), 40 + woman % 20), new double[] {2 * noise.uniform(2 * woman + 1)}));
        }
        return Cases.of(MASS, CaseUnit.BREAST, predictions);
    }

    @Test
    void theAreaIsThatOfTheMetricsDrawnByPatient() {
        Cases test = cases("t", 60, 1);
        BinaryResult result = BinaryResult.of(test, Optional.empty(), DRAWS);
        Interval expected = new AucBootstrap(test.positive(), Resampling.byGroup(test.patients()), 200, 0.95, Key.of(7))
                .area(test.scores(1));
        assertThat(result.area().interval()).isEqualTo(expected);
        assertThat(result.deLongError()).isEqualTo(DeLong.standardError(test.positive(), test.scores(1)));
        assertThat(result.points()).isEmpty();
        assertThat(result.calibration()).isEmpty();
        assertThat(result.roc().area()).isEqualTo(expected.estimate());
        assertThat(result.toJson().get("figures").get("roc_auc").get("estimate").decimal())
                .isEqualTo(expected.estimate());
        assertThat(result.toJson().get("patients").whole()).isEqualTo(60);
    }

    @Test
    void thresholdsAndProbabilitiesComeFromValidation() {
        Cases test = cases("t", 60, 1);
        Cases validation = cases("v", 40, 2);
        BinaryResult result = BinaryResult.of(test, Optional.of(validation), DRAWS);
        ChosenPoint specific = result.points().get(1);
        long below = validation.all().stream().filter(one -> one.label() == 0
                && one.scores()[0] < specific.point().threshold()).count();
        long negatives = validation.all().stream().filter(one -> one.label() == 0).count();
        assertThat((double) below / negatives).isBetween(0.9, 0.97);
        assertThat(specific.sensitivity().estimate()).isEqualTo(specific.point().sensitivity());
        PlattScaling platt = PlattScaling.of(validation.positive(), validation.scores(1));
        assertThat(result.calibration().getFirst().brier())
                .isEqualTo(BrierScore.of(test.positive(), platt.probabilities(test.scores(1))));
    }

    @Test
    void aPatientOnBothSidesIsRefused() {
        assertThatThrownBy(() -> BinaryResult.of(cases("t", 60, 1), Optional.of(cases("t", 6, 2)), DRAWS))
                .isInstanceOf(InputException.class).hasMessageContaining("6 patients are among the cases to judge on")
                .hasMessageNotContaining("t0");
    }

    @Test
    void tooFewPositivesAreOneSentence() {
        assertThatThrownBy(() -> BinaryResult.of(cases("t", 3, 1), Optional.empty(), DRAWS))
                .isInstanceOf(InputException.class).hasMessageContaining("of 6 cases to judge on 1 have mass");
    }

    @Test
    void subgroupsShareTheCasesOutAndSayWhereTheyAreTooSmall() {
        Cases test = cases("t", 60, 1);
        List<Subgroup> groups = Subgroup.of(test, DRAWS);
        assertThat(groups).extracting(group -> group.by() + " " + group.value()).containsExactly("density B",
                "density D", "age 40 to 49", "age 50 to 59");
        assertThat(groups.get(2).cases() + groups.get(3).cases()).isEqualTo(120);
        assertThat(groups.getFirst().cases()).isEqualTo(30);
        assertThat(groups.getFirst().area()).isPresent();
        assertThat(Subgroup.of(cases("u", 3, 3), DRAWS)).allSatisfy(group -> assertThat(group.area()).isEmpty());
    }

    @Test
    void densityHasAConfusionMatrixAndTheMajorityBesideIt() {
        Question density = Question.named("density").orElseThrow();
        List<Prediction> predictions = new ArrayList<>();
        int[][] trueAndSaid = {{0, 0}, {1, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 2}, {2, 2}, {2, 1}, {2, 3}, {3, 3}};
        for (int index = 0; index < trueAndSaid.length; index++) {
            double[] scores = new double[4];
            scores[trueAndSaid[index][1]] = 1;
            predictions.add(new Prediction(pictures.of("p" + index, Laterality.LEFT, Optional.empty(),
                    Optional.of(DensityClass.values()[trueAndSaid[index][0]]), 50), scores));
        }
        ClassResult result = ClassResult.of(Cases.of(density, CaseUnit.PICTURE, predictions), DRAWS);
        assertThat(result.matrix().counts()[2]).containsExactly(0, 1, 3, 1);
        assertThat(result.figures().getFirst().interval().estimate()).isEqualTo(0.7);
        assertThat(result.majority()).isEqualTo(0.5);
        // 1 − Σ d² observed / Σ d² expected = 1 − 3 / 14.6, by hand from the margins (1, 3, 5, 1) and (1, 3, 4, 2).
        assertThat(result.figures().get(3).interval().estimate()).isEqualTo(1 - 3 / 14.6, offset(1e-12));
        assertThat(result.toJson().get("confusion").items()).hasSize(4);
    }
}
