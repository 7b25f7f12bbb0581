package dev.nacre.mammo.eval.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReductionsTest {
    private static final Key KEY = Key.of(6);

    @Test
    void picturesOfAPatientAreOne() {
        PatientReduction found = PatientReduction.of(List.of("a", "a", "b", "c"), new double[] {1, 1, 0, 2},
                new double[] {0, 4, 1, 3}, 4000, 0.95, KEY);
        assertThat(found.patients()).isEqualTo(3);
        assertThat(found.model()).isEqualTo(1);
        assertThat(found.comparator()).isEqualTo(2);
        assertThat(found.reduction().estimate()).isEqualTo(0.5);
        assertThat(found.reduction().low()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(found.reduction().high()).isEqualTo(1);
        // Differences of patients: −2, −1, −1.
        assertThat(found.test().pairs()).isEqualTo(3);
        assertThat(found.test().positiveRanks()).isZero();
        PatientReduction none = PatientReduction.of(List.of(1, 2), new double[2], new double[2], 10, 0.95, KEY);
        assertThat(none.reduction().estimate()).isZero();
    }

    @Test
    void thresholdsComeFromOtherBreasts() {
        ScoredBreasts validation = new ScoredBreasts(List.of(1, 2, 3, 4), new boolean[] {true, true, false, false},
                new double[] {0.9, 0.6, 0.5, 0.1}, new double[] {8, 2, 5, 1});
        ScoredBreasts test = new ScoredBreasts(List.of(5, 5, 6, 7), new boolean[] {true, false, false, false},
                new double[] {0.7, 0.65, 0.2, 0.3}, new double[] {1, 3, 4, 2});
        ClassificationReduction found = ClassificationReduction.of(validation, test, 0.9, 400, 0.95, KEY);
        assertThat(found.modelThreshold()).isEqualTo(0.6);
        assertThat(found.comparatorThreshold()).isEqualTo(2);
        assertThat(found.modelSensitivity()).isEqualTo(1);
        assertThat(found.comparatorSensitivity()).isZero();
        assertThat(found.negatives()).isEqualTo(3);
        assertThat(found.modelFalse()).isEqualTo(1);
        assertThat(found.comparatorFalse()).isEqualTo(3);
        assertThat(found.reduction().estimate()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(found.reduction().low()).isZero();
        assertThat(found.test().firstAlone()).isZero();
        assertThat(found.test().secondAlone()).isEqualTo(2);
        assertThat(found.test().p()).isCloseTo(0.5, within(1e-15));
        // A lower sensitivity asks for less: the comparator's threshold rises.
        assertThat(ClassificationReduction.of(validation, test, 0.5, 10, 0.95, KEY).comparatorThreshold()).isEqualTo(8);
    }

    @Test
    void casesByDensity() {
        List<DensityClass> classes = List.of(DensityClass.A, DensityClass.D, DensityClass.B, DensityClass.C);
        assertThat(DensityGroup.split(classes, Optional::of))
                .containsEntry(DensityGroup.FATTY, List.of(DensityClass.A, DensityClass.B))
                .containsEntry(DensityGroup.DENSE, List.of(DensityClass.D, DensityClass.C));
        assertThat(DensityGroup.split(classes, one -> Optional.empty()).get(DensityGroup.DENSE)).isEmpty();
    }
}
