package dev.nacre.mammo.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final Question MASS = Question.named("mass").orElseThrow();

    private final InventedPictures pictures = new InventedPictures();
    private final List<Prediction> predictions = List.of(
            new Prediction(pictures.of("a", Laterality.LEFT, FindingCategory.MASS, FindingCategory.CALCIFICATION),
                    new double[] {0.5}),
            new Prediction(pictures.of("a", Laterality.LEFT), new double[] {0.25}),
            new Prediction(pictures.of("a", Laterality.RIGHT), new double[] {-1}),
            new Prediction(pictures.of("b", Laterality.RIGHT, FindingCategory.CALCIFICATION), new double[] {3}));

    @Test
    void aRowOfATableOfFindingsHasItsOwnLabelAndThePicturesScore() {
        Cases rows = Cases.of(MASS, CaseUnit.FINDING, predictions);
        assertThat(rows.labels()).containsExactly(1, 0, 0, 0, 0);
        assertThat(rows.scores(1)).containsExactly(0.5, 0.5, 0.25, -1, 3);
        assertThat(rows.leftOut()).isEmpty();
    }

    @Test
    void picturesCountOnce() {
        Cases each = Cases.of(MASS, CaseUnit.PICTURE, predictions);
        assertThat(each.positive()).containsExactly(true, false, false, false);
        assertThat(each.patients()).containsExactly("a", "a", "a", "b");
    }

    @Test
    void aBreastIsPositiveIfAPictureIsAndHasTheMeanScore() {
        Cases breasts = Cases.of(MASS, CaseUnit.BREAST, predictions);
        assertThat(breasts.positive()).containsExactly(true, false, false);
        assertThat(breasts.scores(1)).containsExactly(0.375, -1, 3);
        Cases patients = Cases.of(MASS, CaseUnit.PATIENT, predictions);
        assertThat(patients.positive()).containsExactly(true, false);
        assertThat(patients.scores(1)[0]).isEqualTo(-0.25 / 3, offset(1e-15));
    }

    @Test
    void picturesWithoutALabelAreLeftOutAndCounted() {
        Question malignant = Question.named("Malignancy").orElseThrow();
        List<Prediction> some = List.of(new Prediction(pictures.of("a", Laterality.LEFT,
                Optional.of(Pathology.BENIGN), Optional.empty(), 50), new double[] {1}), predictions.getFirst());
        Cases cases = Cases.of(malignant, CaseUnit.BREAST, some);
        assertThat(cases.labels()).containsExactly(0);
        assertThat(cases.unlabelled()).isEqualTo(1);
        assertThat(cases.leftOut()).isEqualTo(" One picture was left out, since the set does not answer.");
        assertThatThrownBy(() -> Cases.of(malignant, CaseUnit.BREAST, predictions)).isInstanceOf(InputException.class)
                .hasMessageContaining("of 4 pictures none has a label for malignancy");
    }

    @Test
    void theDensestPictureMakesTheBreast() {
        Question density = Question.named("density").orElseThrow();
        Cases cases = Cases.of(density, CaseUnit.BREAST, List.of(
                new Prediction(pictures.of("a", Laterality.LEFT, Optional.empty(), Optional.of(DensityClass.B), 50),
                        new double[] {0, 4, 0, 0}),
                new Prediction(pictures.of("a", Laterality.LEFT, Optional.empty(), Optional.of(DensityClass.C), 50),
                        new double[] {0, 0, 2, 2})));
        assertThat(cases.labels()).containsExactly(2);
        assertThat(cases.highest()).containsExactly(1);
        assertThatThrownBy(() -> Cases.of(density, CaseUnit.BREAST, predictions))
                .hasMessageContaining("1 scores for the question density");
    }

    @Test
    void questionsAreNamedInAnyOfTheUsualWays() {
        assertThat(Question.named("Architectural_Distortion")).get().extracting(Question::key)
                .isEqualTo("architectural-distortion");
        assertThat(Question.named("tumour")).isEmpty();
        assertThat(Question.keys()).contains("calcification", "density", "malignancy", "mass");
        assertThat(MASS.classes()).containsExactly("no mass", "mass");
    }
}
