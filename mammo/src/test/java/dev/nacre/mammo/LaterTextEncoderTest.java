package dev.nacre.mammo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.image.PictureBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text encoder stays in its file until the first sentence. */
class LaterTextEncoderTest {
    private static final PictureBatch PICTURE = new PictureBatch(1, SmallModel.SIDE, SmallModel.SIDE, levels());

    @TempDir
    private Path directory;

    @Test
    void picturesDoNotReadItAndSentencesDoAlthoughTheFileIsGone() throws IOException {
        Path file = SmallModel.write(directory.resolve("model.safetensors"));
        long before = NativePool.shared().inUse();
        MammoClipPredictor atOnce = MammoClipPredictor.load(file);
        float[][] pictures = atOnce.embedPictures(PICTURE);
        float[][] sentences = atOnce.embedTexts(SmallModel.SENTENCES);
        assertThat(atOnce.model().pendingBytes()).isZero();
        atOnce.model().release();

        MammoClipPredictor later = MammoClipPredictor.load(file);
        Files.delete(file);
        assertThat(later.embedPictures(PICTURE)).isDeepEqualTo(pictures);
        long pending = later.model().pendingBytes();
        assertThat(pending).as("most of the model").isGreaterThan(100_000);
        long withoutTexts = NativePool.shared().inUse();
        assertThat(later.embedTexts(SmallModel.SENTENCES)).isDeepEqualTo(sentences);
        assertThat(later.model().pendingBytes()).isZero();
        assertThat(NativePool.shared().inUse() - withoutTexts).isGreaterThanOrEqualTo(pending);
        later.model().release();
        assertThat(NativePool.shared().inUse()).isLessThanOrEqualTo(before);
    }

    @Test
    void aFileThatWasOverwrittenIsRefusedInASentence() throws IOException {
        Path file = SmallModel.write(directory.resolve("model.safetensors"));
        try (Mammography model = Mammography.load(file)) {
            Files.write(file, new byte[(int) Files.size(file)]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            assertThatThrownBy(() -> model.embedSentences(SmallModel.SENTENCES))
                    .isInstanceOf(CheckpointException.class).hasMessageContaining("was written to while it was open")
                    .hasMessageEndingWith("open it again.");
        }
    }

    private static float[] levels() {
        float[] levels = new float[SmallModel.SIDE * SmallModel.SIDE];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = index % 17 / 17f - 0.5f;
        }
        return levels;
    }
}
