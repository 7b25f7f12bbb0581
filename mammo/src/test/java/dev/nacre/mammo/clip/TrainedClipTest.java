package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.image.PicturePreparation;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedClipTest {
    private static final List<String> SENTENCES = List.of("no mass", "a mass", "no mass and no suspicious calcification");

    @TempDir
    Path directory;

    @Test
    void whatIsSavedGivesTheSameVectors() throws IOException {
        TrainedClip saved = untrained();
        saved.save(directory.resolve(TrainedClip.FILE_NAME));
        TrainedClip loaded = TrainedClip.load(directory);
        assertThat(loaded.model().config()).isEqualTo(saved.model().config());
        assertThat(loaded.tokenizer().vocabulary()).isEqualTo(saved.tokenizer().vocabulary());
        assertThat(loaded.preparation()).isEqualTo(saved.preparation());
        assertThat(loaded.textLength()).isEqualTo(saved.textLength());
        assertThat(loaded.scale()).isEqualTo(saved.scale()).isCloseTo(1 / 0.07, within(1e-4));

        List<Path> pictures = List.of(picture("a.png", 3), picture("b.png", 5), picture("c.png", 7));
        float[][] vectors = saved.embedPictures(pictures, 3);
        assertThat(loaded.embedPictures(pictures, 3)).isEqualTo(vectors);
        float[][] sentences = saved.embedSentences(SENTENCES, 3);
        assertThat(loaded.embedSentences(SENTENCES, 3)).isEqualTo(sentences);
        assertThat(vectors).hasDimensions(3, 16);
        assertThat(sentences).hasDimensions(3, 16);
        assertThat(length(vectors[1])).isCloseTo(1, within(1e-6));
        assertThat(length(sentences[2])).isCloseTo(1, within(1e-6));
    }

    @Test
    void theSizeOfBatchesDoesNotMatter() throws IOException {
        TrainedClip clip = untrained();
        List<Path> pictures = List.of(picture("a.png", 3), picture("b.png", 5), picture("c.png", 7));
        float[][] together = clip.embedPictures(pictures, 3);
        float[][] apart = clip.embedPictures(pictures, 2);
        float[][] oneByOne = clip.embedSentences(SENTENCES, 1);
        float[][] sentences = clip.embedSentences(SENTENCES, 3);
        for (int row = 0; row < 3; row++) {
            assertThat(apart[row]).containsExactly(together[row], within(1e-5f));
            assertThat(oneByOne[row]).containsExactly(sentences[row], within(1e-5f));
        }
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        TrainedClip clip = untrained();
        WordPieceTokenizer other = tokenizer(List.of("other words altogether"));
        assertThatThrownBy(() -> new TrainedClip(clip.model(), other, clip.preparation(), 16))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("vocabulary has " + other.vocabularySize(), "was trained");
        assertThatThrownBy(() -> new TrainedClip(clip.model(), clip.tokenizer(), clip.preparation(), 33))
                .isInstanceOf(InputException.class).hasMessageContainingAll("33 tokens", "32 positions");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> TrainedClip.load(directory)).isInstanceOf(InputException.class)
                .hasMessageContainingAll(TrainedClip.FILE_NAME, "pretrain");
        Path file = directory.resolve("other.safetensors");
        new SafetensorsWriter().add("x", Tensor.zeros(2), FileLayout.SAME).write(file);
        assertThatThrownBy(() -> TrainedClip.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("other.safetensors", "no Mammo-CLIP");
        for (String description : List.of("not json", "{}", "{\"model\": 3}")) {
            new SafetensorsWriter().metadata("nacre.mammo-clip", description).write(file);
            assertThatThrownBy(() -> TrainedClip.load(file)).isInstanceOf(CheckpointException.class)
                    .hasMessageContainingAll("other.safetensors", "cannot be read");
        }
        Files.writeString(file, "no safetensors");
        assertThatThrownBy(() -> TrainedClip.load(file)).isInstanceOf(CheckpointException.class);
    }

    private static TrainedClip untrained() {
        WordPieceTokenizer tokenizer = tokenizer(SENTENCES);
        MammoClipConfig config = new MammoClipConfig(EfficientNetConfig.TINY,
                BertConfig.small(tokenizer.vocabularySize(), 16, 1, 32), 16);
        return new TrainedClip(new MammoClip(config).init(Key.of(1)), tokenizer,
                PicturePreparation.mammoClip(48, 32), 16);
    }

    private static WordPieceTokenizer tokenizer(List<String> texts) {
        return new WordPieceTokenizer(new WordPieceTrainer(200, 1, true).train(texts), true);
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private Path picture(String name, int step) throws IOException {
        BufferedImage image = new BufferedImage(64, 96, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 64; x++) {
                image.getRaster().setSample(x, y, 0, (x * step + y * y / step) % 256);
            }
        }
        Path file = directory.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
