package dev.nacre.mammo.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.InventedPictures;
import dev.nacre.mammo.eval.cases.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionLabelsTest {
    private static final List<Question> BOTH = List.of(Question.named("mass").orElseThrow(),
            Question.named("calcification").orElseThrow());

    private final InventedPictures pictures = new InventedPictures();
    private final List<SetRecord> records = List.of(
            pictures.of("a", Laterality.LEFT, FindingCategory.MASS, FindingCategory.CALCIFICATION),
            pictures.of("b", Laterality.LEFT));

    @Test
    void aPictureHasALabelForEachQuestion() {
        assertThat(QuestionLabels.of(BOTH, records)).extracting(LabelledPicture::labels)
                .containsExactly(List.of(1, 1), List.of(0, 0));
        assertThat(QuestionLabels.scheme(BOTH).names()).containsExactly("mass", "calcification");
        assertThat(QuestionLabels.scheme(BOTH).kind()).isEqualTo(LabelScheme.Kind.FINDINGS);
        assertThat(QuestionLabels.scheme(List.of(Question.named("density").orElseThrow())).kind())
                .isEqualTo(LabelScheme.Kind.CLASSES);
    }

    /** So the picture with both findings is positive and negative at once. */
    @Test
    void aRowHasTheLabelsOfItsOwnFinding() {
        assertThat(QuestionLabels.rows(BOTH, records)).extracting(LabelledPicture::labels)
                .containsExactly(List.of(0, 0), List.of(1, 0), List.of(0, 1));
        assertThat(QuestionLabels.rows(BOTH, records)).extracting(LabelledPicture::patient)
                .containsExactly("b", "a", "a");
    }
}
