package dev.nacre.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {
    private static final Json.Fields PROTOCOL = Json.object().with("seed", 1);

    @TempDir
    private Path folder;

    @Test
    void whatIsKeptIsMadeOnceAndByALaterStudyNotAgain() {
        int[] made = new int[1];
        StudyFolder study = StudyFolder.of(folder.resolve("new"), PROTOCOL);
        assertThat(study.has("part/result")).isFalse();
        for (StudyFolder one : new StudyFolder[] {study, study, StudyFolder.of(folder.resolve("new"), PROTOCOL)}) {
            assertThat(one.kept("part/result", () -> Json.object().with("number", ++made[0])).get("number").decimal())
                    .isEqualTo(1);
        }
        assertThat(made[0]).isEqualTo(1);
        assertThat(study.has("part/result")).isTrue();
    }

    @Test
    void anotherProtocolIsRefusedAndTheFolderLeftAsItIs() throws IOException {
        StudyFolder.of(folder, PROTOCOL);
        String before = Files.readString(folder.resolve("protocol.json"));
        assertThatThrownBy(() -> StudyFolder.of(folder, Json.object().with("seed", 2)))
                .isInstanceOf(InputException.class).hasMessageContaining("another protocol");
        assertThat(folder.resolve("protocol.json")).hasContent(before);
    }

    @Test
    void aStudyGoesOnOnTheDeviceOnWhichItBegan() throws IOException {
        Device.REFERENCE.run(() -> StudyFolder.of(folder, PROTOCOL));
        assertThat(folder.resolve("protocol.json")).content().contains("\"device\": \"reference\"");
        assertThat(Device.REFERENCE.run(() -> StudyFolder.of(folder, PROTOCOL)).path()).isEqualTo(folder);
        assertThatThrownBy(() -> StudyFolder.of(folder, PROTOCOL)).isInstanceOf(InputException.class)
                .hasMessageContaining("another device");
        StudyFolder.of(folder.resolve("processor"), PROTOCOL);
        assertThat(folder.resolve("processor/protocol.json")).content().doesNotContain("device");
    }

    @Test
    void aDamagedResultIsNamed() throws IOException {
        StudyFolder study = StudyFolder.of(folder, PROTOCOL);
        Files.writeString(folder.resolve("scores.json"), "{\"number\": ");
        assertThatThrownBy(() -> study.kept("scores", Json::object)).isInstanceOf(InputException.class)
                .hasMessageContaining("scores.json").hasMessageContaining("delete it");
    }
}
