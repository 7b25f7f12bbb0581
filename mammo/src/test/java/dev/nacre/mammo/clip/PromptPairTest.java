package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptPairTest {
    private static final List<String> PRESENT = List.of("a spot above", "there is a spot");
    private static final List<String> ABSENT = List.of("no spot", "nothing at all", "all dark");

    private final MammoClipPredictor model = model();

    private static MammoClipPredictor model() {
        TextInput texts = new TextInput(new WordPieceTokenizer(new WordPieceTrainer(100, 1, true)
                .train(List.of("a spot above", "there is no spot", "nothing at all", "all dark")), true), 16);
        MammoClipConfig config = new MammoClipConfig(EfficientNetConfig.TINY.withDropout(0, 0),
                BertConfig.small(texts.tokenizer().vocabularySize(), 64, 1, 16).withDropout(0, 0), 8);
        return new MammoClipPredictor(new MammoClip(config).init(Key.of(4)), texts,
                PixelRecipe.plain(64, 64));
    }

    @Test
    void theScoreIsTheDifferenceOfTwoCosinesWithMeans() {
        float[][] pictures = {model.embedTexts(List.of("above"))[0], model.embedTexts(List.of("dark"))[0]};
        double[] scores = new PromptPair(PRESENT, ABSENT).scores(model, pictures);
        for (int picture = 0; picture < pictures.length; picture++) {
            assertThat(scores[picture]).isCloseTo(cosineWithSum(pictures[picture], PRESENT)
                    - cosineWithSum(pictures[picture], ABSENT), within(1e-6)).isNotZero();
        }
    }

    @Test
    void exchangingTheSidesTurnsTheSign() {
        float[][] pictures = {model.embedTexts(List.of("above"))[0]};
        assertThat(new PromptPair(ABSENT, PRESENT).scores(model, pictures)[0])
                .isEqualTo(-new PromptPair(PRESENT, ABSENT).scores(model, pictures)[0]);
    }

    @Test
    void bothSidesNeedASentence() {
        assertThatThrownBy(() -> new PromptPair(PRESENT, List.of())).hasMessageContaining("got 2 and 0");
    }

    private double cosineWithSum(float[] picture, List<String> sentences) {
        double product = 0;
        double square = 0;
        for (int element = 0; element < picture.length; element++) {
            double sum = 0;
            for (float[] vector : model.projectTexts(sentences)) {
                sum += vector[element];
            }
            product += picture[element] * sum;
            square += sum * sum;
        }
        // Vectors of pictures have length 1.
        return product / Math.sqrt(square);
    }
}
