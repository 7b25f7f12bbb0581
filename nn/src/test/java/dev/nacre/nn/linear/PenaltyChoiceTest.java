package dev.nacre.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PenaltyChoiceTest {
    private static final GroupFolds FIVE = new GroupFolds(5, Key.of(3));

    /** Patients of one to three cases each. */
    private static List<String> patients(int cases) {
        List<String> patients = new ArrayList<>();
        for (int patient = 0; patients.size() < cases; patient++) {
            for (int one = 0; one <= patient % 3 && patients.size() < cases; one++) {
                patients.add("p" + patient);
            }
        }
        return patients;
    }

    @Test
    void aPatientIsInOneFoldAndEveryFoldHasItsShareOfTheRare() {
        List<String> patients = patients(200);
        int[] classes = IntStream.range(0, 200).map(row -> row % 19 == 0 ? 1 : 0).toArray();
        int[] folds = FIVE.of(patients, classes);
        Map<String, Integer> seen = new HashMap<>();
        int[] rare = new int[5];
        for (int row = 0; row < folds.length; row++) {
            assertThat(seen.merge(patients.get(row), folds[row], (one, other) -> one)).isEqualTo(folds[row]);
            rare[folds[row]] += classes[row];
        }
        assertThat(rare).as("eleven, of eleven patients").containsExactlyInAnyOrder(3, 2, 2, 2, 2);
        Map<Integer, Integer> sizes = new HashMap<>();
        seen.values().forEach(fold -> sizes.merge(fold, 1, Integer::sum));
        assertThat(sizes.values()).allMatch(size -> size >= seen.size() / 5 && size <= seen.size() / 5 + 1);
        assertThat(FIVE.of(patients, classes)).isEqualTo(folds);
        assertThat(new GroupFolds(5, Key.of(4)).of(patients, classes)).isNotEqualTo(folds);
    }

    @Test
    void fewerPatientsThanFoldsAreRefused() {
        assertThatThrownBy(() -> FIVE.of(List.of("a", "a", "b", "c"), new int[4])).isInstanceOf(InputException.class)
                .hasMessageContaining("3 patients");
        assertThatThrownBy(() -> new GroupFolds(1, Key.of(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lossesAreThoseOfCasesThatWereHeldOut() {
        LabelledFeatures cases = new LabelledFeatures(SmallCases.features(), SmallCases.twoClasses(),
                SmallCases.weights());
        GroupFolds folds = new GroupFolds(3, Key.of(8));
        List<String> patients = patients(SmallCases.CASES);
        PenaltyChoice.Result result = new PenaltyChoice(List.of(0.01, 1.0), folds).choose(
                new LogisticRegression(0, new Lbfgs(10, 1000, 1e-10)), cases, patients);
        int[] dealt = folds.of(patients, cases.classes());
        double sum = 0;
        double weight = 0;
        for (int fold = 0; fold < 3; fold++) {
            int own = fold;
            LinearClassifier fitted = new LogisticRegression(0.01, new Lbfgs(10, 1000, 1e-10)).fit(cases.chosen(
                    IntStream.range(0, dealt.length).filter(row -> dealt[row] != own).toArray())).classifier();
            LabelledFeatures held = cases.chosen(
                    IntStream.range(0, dealt.length).filter(row -> dealt[row] == own).toArray());
            for (int row = 0; row < held.cases(); row++) {
                double probability = fitted.probabilities(held.features()[row])[0];
                sum -= held.weights()[row] * Math.log(held.classes()[row] == 1 ? probability : 1 - probability);
                weight += held.weights()[row];
            }
        }
        assertThat(result.tried()).containsExactly(1.0, 0.01);
        assertThat(result.losses().get(1)).isCloseTo(sum / weight, within(1e-9));
    }

    /** Noise is best believed not at all, a strong relation best almost freely. */
    @Test
    void noiseAsksForALargerPenaltyThanARelation() {
        int cases = 120;
        float[][] features = new float[cases][10];
        int[] related = new int[cases];
        int[] random = new int[cases];
        for (int row = 0; row < cases; row++) {
            double sum = 0;
            for (int column = 0; column < 10; column++) {
                features[row][column] = (float) Key.of(5).uniform(row * 10L + column);
                sum += features[row][column] * (column < 2 ? 1 : 0);
            }
            related[row] = sum + 0.1 * Key.of(6).uniform(row) > 1 ? 1 : 0;
            random[row] = Key.of(7).uniform(row) > 0.5 ? 1 : 0;
        }
        List<String> patients = patients(cases);
        PenaltyChoice choice = new PenaltyChoice(PenaltyChoice.USUAL, FIVE);
        PenaltyChoice.Result noise = choice.choose(new LogisticRegression(0), LabelledFeatures.of(features, random),
                patients);
        assertThat(noise.best().penalty()).isGreaterThanOrEqualTo(10);
        assertThat(noise.losses()).as("two that are worse are enough")
                .hasSize(noise.tried().indexOf(noise.best().penalty()) + 3);
        assertThat(noise.tried()).isEqualTo(List.of(100.0, 30.0, 10.0, 3.0, 1.0).subList(0, noise.tried().size()));
        assertThat(choice.choose(new LogisticRegression(0), LabelledFeatures.of(features, related), patients).best()
                .penalty()).isLessThanOrEqualTo(1e-2);
    }

    @Test
    void penaltiesMustBeAboveZero() {
        assertThatThrownBy(() -> new PenaltyChoice(List.of(0.0), FIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PenaltyChoice(List.of(), FIVE)).isInstanceOf(IllegalArgumentException.class);
    }
}
