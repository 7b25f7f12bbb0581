package dev.nacre.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.eval.BrightnessFamily;
import dev.nacre.mammo.eval.BrightnessScore;
import dev.nacre.mammo.eval.GreyLevels;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaselineStudyTest {
    private static final int PATIENTS = 40;
    private static final BrightnessFamily ONE =
            new BrightnessFamily("one", List.of(new BrightnessScore(new GreyLevels(), 1)));
    private static final BrightnessFamily TWO = new BrightnessFamily("two",
            List.of(new BrightnessScore(new GreyLevels(), 0.5), new BrightnessScore(new GreyLevels(), 0.9)));

    /** Two breasts of each patient; of every four patients, the third and the fourth have a mass on one side. */
    private static List<LabelledBreast> breasts() {
        List<LabelledBreast> breasts = new ArrayList<>();
        for (int patient = 0; patient < PATIENTS; patient++) {
            for (int side = 0; side < 2; side++) {
                breasts.add(new LabelledBreast("patient " + patient,
                        side == 1 && patient % 4 > 1 ? Set.of(Lesion.Kind.MASS) : Set.of(), List.of(Path.of("file"))));
            }
        }
        return breasts;
    }

    private static KindResult study(double[][] scores) {
        return new BaselineStudy(breasts(), List.of(ONE, TWO), scores, 50).of(Lesion.Kind.MASS);
    }

    /** 1 for a mass, and 0, where the patient's number has this remainder; else 1 − that. */
    private static double[] rightOn(int remainder) {
        List<LabelledBreast> breasts = breasts();
        double[] scores = new double[breasts.size()];
        for (int index = 0; index < scores.length; index++) {
            boolean mass = !breasts.get(index).kinds().isEmpty();
            scores[index] = mass == (index / 2 % 2 == remainder) ? 1 : 0;
        }
        return scores;
    }

    @Test
    void whatIsChosenOnOneHalfIsMeasuredOnTheOther() {
        double[] even = new double[2 * PATIENTS];
        KindResult result = study(new double[][] {even, even, rightOn(0)});
        assertThat(result.positives()).isEqualTo(PATIENTS / 2);
        FamilyResult two = result.families().get(1);
        assertThat(two.chosen()).isEqualTo("90th percentile");
        assertThat(two.measured().estimate()).as("wrong on the other half").isZero();
        FamilyResult one = result.families().getFirst();
        assertThat(one.measured().estimate()).isEqualTo(0.5);
    }

    @Test
    void aLowScoreMaySpeakForALesion() {
        double[] low = breasts().stream().mapToDouble(breast -> breast.kinds().isEmpty() ? 1 : 0).toArray();
        KindResult result = study(new double[][] {new double[2 * PATIENTS], low, new double[2 * PATIENTS]});
        FamilyResult best = result.best();
        assertThat(best.family()).isEqualTo("two");
        assertThat(best.best()).isEqualTo("low 50th percentile");
        assertThat(best.overall().estimate()).isEqualTo(1);
        assertThat(best.overall().low()).isEqualTo(1);
        assertThat(result.json(0.75).get("within_limit").truth()).isFalse();
    }

    @Test
    void aKindThatNoBreastHasIsRefused() {
        BaselineStudy study = new BaselineStudy(breasts(), List.of(ONE), new double[1][2 * PATIENTS], 50);
        assertThatThrownBy(() -> study.of(Lesion.Kind.ASYMMETRY)).isInstanceOf(InputException.class);
    }
}
