package dev.nacre.mammo.finealign.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecursorScoreTest {
    /** Two places and two words in two dimensions, by the formula. */
    @Test
    void aTextAndAPicture() {
        PlaceVectors places = new PlaceVectors(1, 2, new float[] {1, 0, 0, 1});
        PromptText text = new PromptText(new float[][] {{2, 0}, {0, 1}}, new float[] {0.6f, 0.8f});
        double first = 1 / (1 + Math.exp(-2));
        double second = 1 / (1 + Math.exp(1));
        double ofFirst = 1 / (1 + Math.exp(4 * (second - first)));
        double ofSecond = 1 / (1 + Math.exp(4 * (1 - first - (1 - second))));
        double cosineOfFirst = ofFirst / Math.hypot(ofFirst, 1 - ofFirst);
        double cosineOfSecond = (1 - ofSecond) / Math.hypot(ofSecond, 1 - ofSecond);
        assertThat(PrecursorScore.of(new float[] {0, 1}, places, text))
                .isCloseTo((0.8 + 5 * Math.max(cosineOfFirst, cosineOfSecond)) / 2, within(1e-6));
    }

    @Test
    void classesAreRelativeToAllPictures() {
        double[][] shares = PrecursorScore.classes(new double[][] {{1, 7}, {3, 7}});
        assertThat(shares[0][0]).isCloseTo(1 / (1 + Math.exp(1)), within(1e-12));
        assertThat(shares[1][0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(shares[0][0] + shares[0][1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void thePrecursorScoresItsPictures() {
        FineAlignPredictor predictor = TinyFineAlign.predictor(Mode.PRECURSOR);
        List<PromptText> texts = predictor.texts(new PromptSet("malignant",
                List.of("Malignant mass.", "Suspicious lesion, BI-RADS 5, in the upper outer quadrant.")));
        assertThat(texts).hasSize(2);
        assertThat(texts.getFirst().words()).hasNumberOfRows(3);
        ExamView view = ExamView.LEFT_CC;
        ViewReading reading = predictor.read(Map.of(view, predictor.prepare(TinyFineAlign.mammogram(view), view)),
                predictor.embed(PromptBank.ENGLISH)).views().get(view);
        assertThat(PrecursorScore.of(reading.vector(), reading.places(), texts.getLast())).isBetween(-3.0, 3.0);
        assertThatThrownBy(() -> predictor.texts(PromptBank.ENGLISH.present().getFirst()))
                .isInstanceOf(InputException.class).hasMessageContaining("mass");
    }
}
