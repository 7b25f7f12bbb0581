package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ModernBertConfig;
import dev.nacre.nn.model.TextModelConfig;
import dev.nacre.nn.text.WordPieceTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the published layout, of a published picture encoder and a small text encoder. */
class PublishedMammoClipTest {
    private static final List<String> SENTENCES = List.of("there is a mass", "there is no mass", "calcifications");
    private static final BertConfig BERT = BertConfig.small(200, 64, 1, 32);
    private static final ModernBertConfig MODERN = new ModernBertConfig(200, 64, 2, 1, 96, 8192, 3, 64, 160_000, 10_000,
            1e-5);

    @TempDir
    private Path folder;
    private Path vocabulary;

    @BeforeEach
    void writeVocabulary() throws IOException {
        vocabulary = Files.createDirectory(folder.resolve("text")).resolve("vocab.txt");
        new WordPieceTrainer(100, 1, true).train(SENTENCES).write(vocabulary);
    }

    private static MammoClip model(TextModelConfig text) {
        return new MammoClip(new MammoClipConfig(EfficientNetConfig.B0, text, 32)).init(Key.of(5));
    }

    private Path write(MammoClip model, UnaryOperator<String> rename) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        model.state().forEach(entry ->
                writer.add(rename.apply(entry.name()), entry.value().get(), entry.layout()));
        Path file = folder.resolve("published.safetensors");
        writer.write(file);
        return file;
    }

    private static PictureBatch picture() {
        float[] levels = new float[64 * 48];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (i * 31 % 97) / 97f;
        }
        return new PictureBatch(1, 64, 48, levels);
    }

    @Test
    void aPublishedFileAnswersAsTheModelThatItHolds() throws IOException {
        MammoClip model = model(BERT);
        MammoClipPredictor loaded = MammoClipPredictor.load(write(model, "model."::concat), vocabulary);
        MammoClipPredictor original = new MammoClipPredictor(model, loaded.texts(), loaded.pictures(),
                loaded.licence());
        assertThat(loaded.embedPictures(picture())).isDeepEqualTo(original.embedPictures(picture()));
        assertThat(loaded.embedTexts(SENTENCES)).isDeepEqualTo(original.embedTexts(SENTENCES));
        assertThat(loaded.pictures().fit().height()).isEqualTo(1520);
        assertThat(loaded.pictures().fit().width()).isEqualTo(912);
        assertThat(loaded.texts().orElseThrow().longest()).isEqualTo(32);
        assertThat(loaded.licence()).contains(MammoClipRelease.LICENCE);
    }

    @Test
    void mammoFmAnswersAsTheModelThatItHolds() throws IOException {
        MammoClip model = model(MODERN);
        MammoClipPredictor loaded = MammoClipPredictor.load(write(model, name ->
                name.replace("text_encoder.text_encoder.", "text_encoder.")), vocabulary);
        MammoClipPredictor original = new MammoClipPredictor(model, loaded.texts(), loaded.pictures(),
                loaded.licence());
        assertThat(loaded.embedTexts(SENTENCES)).isDeepEqualTo(original.embedTexts(SENTENCES));
        assertThat(loaded.licence()).contains(MammoFmRelease.LICENCE);
    }

    @Test
    void theVocabularyBesideAFileIsFound() throws IOException {
        Files.copy(vocabulary, folder.resolve("vocab.txt"));
        MammoClipPredictor loaded = MammoClipPredictor.load(write(model(BERT), UnaryOperator.identity()));
        assertThat(loaded.embedTexts(SENTENCES)).hasNumberOfRows(3);
    }

    @Test
    void aTokenizerJsonBesideAFileIsPreferredAndTravelsWithTheModel() throws IOException {
        Files.copy(vocabulary, folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "model": {"type": "BPE", "vocab": {"m": 0, "a": 1, "s": 2, "ma": 3},
                                             "merges": ["m a"]},
                 "post_processor": {"type": "BertProcessing", "cls": ["m", 0], "sep": ["s", 2]}}""");
        MammoClipPredictor loaded = MammoClipPredictor.load(write(model(BERT), UnaryOperator.identity()));
        assertThat(loaded.texts().orElseThrow().encode(List.of("mass")).ids()).containsExactly(0, 3, 2, 2, 2);
        Path own = folder.resolve("own.safetensors");
        MammoClipFile.write(loaded, Json.object(), own);
        MammoClipPredictor again = MammoClipPredictor.load(own);
        assertThat(again.embedTexts(SENTENCES)).isDeepEqualTo(loaded.embedTexts(SENTENCES));
    }

    @Test
    void aTokenizerThatCannotBeUsedIsNamed() throws IOException {
        Path file = write(model(BERT), UnaryOperator.identity());
        Path broken = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Unigram\"}}");
        assertThatThrownBy(() -> MammoClipPredictor.load(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(broken.toString());
    }

    @Test
    void withoutAVocabularyPicturesAreReadAndSentencesAreNot() throws IOException {
        MammoClipPredictor loaded = MammoClipPredictor.load(write(model(BERT), UnaryOperator.identity()));
        assertThat(loaded.embedPictures(picture())[0]).hasSize(32);
        assertThatThrownBy(() -> loaded.embedTexts(SENTENCES)).isInstanceOf(InputException.class)
                .hasMessageContaining("vocab.txt");
    }

    @Test
    void aVocabularyLargerThanTheModelIsOfAnotherOne() throws IOException {
        Path file = write(model(BertConfig.small(20, 64, 1, 32)), UnaryOperator.identity());
        assertThatThrownBy(() -> MammoClipPredictor.load(file, vocabulary)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the model knows 20");
    }

    @Test
    void anEntryThatIsMissingIsNamed() throws IOException {
        Path file = write(model(BERT), name -> name.replace("text_projection.projection.bias", "text_bias"));
        assertThatThrownBy(() -> MammoClipPredictor.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("does not fit Mammo-CLIP")
                .hasMessageContaining("text_projection.projection.bias");
    }

    @Test
    void aConvertedFileKeepsLicenceTokenizerAndAnswers() throws IOException {
        MammoClipPredictor published = MammoClipPredictor.load(write(model(MODERN), UnaryOperator.identity()),
                vocabulary);
        Path converted = folder.resolve("converted.safetensors");
        MammoClipFile.writer(published, Json.object()).write(converted);
        MammoClipPredictor loaded = MammoClipPredictor.load(converted);
        assertThat(loaded.embedTexts(SENTENCES)).isDeepEqualTo(published.embedTexts(SENTENCES));
        assertThat(loaded.licence()).isEqualTo(published.licence());
        assertThat(loaded.pictures()).isEqualTo(published.pictures());
        assertThatThrownBy(() -> MammoClipPredictor.load(converted, vocabulary))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("holds the tokenizer");
    }

    @Test
    void anEncoderAloneIsNoModelOfPicturesAndSentences() throws IOException {
        MammoClip model = model(BERT);
        SafetensorsWriter writer = new SafetensorsWriter();
        model.imageEncoder().state().forEach(writer::add);
        Path file = folder.resolve("encoder.safetensors");
        writer.write(file);
        assertThatThrownBy(() -> MammoClipPredictor.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checkpoint inspect");
    }
}
