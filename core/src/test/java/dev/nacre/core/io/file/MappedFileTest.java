package dev.nacre.core.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
    @TempDir
    private Path directory;

    @Test
    void aBriefPartIsGoneAfterwards() throws IOException {
        try (MappedFile file = MappedFile.open(file("0123456789"))) {
            AtomicReference<MemorySegment> kept = new AtomicReference<>();
            String part = file.briefly(3, 4, segment -> {
                kept.set(segment);
                return text(segment);
            });
            assertThat(part).isEqualTo("3456");
            assertThatIllegalStateException().isThrownBy(() -> text(kept.get()));
            assertThat(text(file.content())).isEqualTo("0123456789");
        }
    }

    @Test
    void aFileThatTakesItsPlaceIsNotRead() throws IOException {
        try (MappedFile file = MappedFile.open(file("first"))) {
            Path other = Files.writeString(directory.resolve("other"), "other");
            Files.move(other, file.path(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(file.<String>briefly(0, 5, MappedFileTest::text)).isEqualTo("first");
            Files.delete(file.path());
            assertThat(file.<String>briefly(0, 5, MappedFileTest::text)).isEqualTo("first");
        }
    }

    @Test
    void anInterruptedThreadReadsOn() throws IOException {
        try (MappedFile file = MappedFile.open(file("content"))) {
            Thread.currentThread().interrupt();
            assertThat(file.<String>briefly(0, 7, MappedFileTest::text)).isEqualTo("content");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.<String>briefly(0, 7, MappedFileTest::text)).isEqualTo("content");
        }
    }

    @Test
    void aClosedFileIsNotRead() throws IOException {
        MappedFile file = MappedFile.open(file("content"));
        file.close();
        file.close();
        assertThatIllegalStateException().isThrownBy(() -> file.briefly(0, 7, MappedFileTest::text));
        assertThatIllegalStateException().isThrownBy(() -> text(file.content()));
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThatThrownBy(() -> MappedFile.open(directory.resolve("absent")))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> MappedFile.open(directory))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("is a directory");
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("file"), content);
    }
}
