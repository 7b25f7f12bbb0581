package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointViewTest {
    private static final KeyTable TABLE = new KeyTable("a family",
            Map.of(Pattern.compile("model\\.old\\.(.*)"), "new.$1"), List.of(Pattern.compile("optimizer\\..*")));

    @TempDir
    private Path folder;
    private Checkpoint file;

    @BeforeEach
    void write() {
        Path path = folder.resolve("file.safetensors");
        new SafetensorsWriter().metadata("epoch", "7")
                .add("model.old.weight", Tensor.of(new float[] {1, 2}, 2), FileLayout.SAME)
                .add("model.bias", Tensor.of(new float[] {3}, 1), FileLayout.SAME)
                .add("optimizer.bias", Tensor.of(new float[] {4}, 1), FileLayout.SAME).write(path);
        file = Checkpoint.open(path);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void aPartHasTheRestOfTheNames() {
        Checkpoint part = file.part("model.");
        assertThat(part.tensors()).extracting(StoredTensor::name).containsExactly("bias", "old.weight");
        assertThat(part.floats("bias")).containsExactly(3);
        assertThat(part.find("optimizer.bias")).isEmpty();
        assertThat(part.description().get("epoch").text()).isEqualTo("7");
        assertThat(part.part("old.").floats("weight")).containsExactly(1, 2);
    }

    @Test
    void aRenamedFileHasOurNamesAndNothingUnused() {
        Checkpoint ours = TABLE.renamed(file);
        assertThat(ours.tensors()).extracting(StoredTensor::name)
                .containsExactlyInAnyOrder("model.bias", "new.weight");
        assertThat(ours.floats("new.weight")).containsExactly(1, 2);
        assertThat(ours.find("model.old.weight")).isEmpty();
        assertThat(ours.find("optimizer.bias")).isEmpty();
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithNamesAsTheyAreSeen() {
        assertThatThrownBy(() -> file.part("model.").bytes("bios")).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no tensor \"bios\"").hasMessageContaining("did you mean \"bias\"");
        assertThatThrownBy(() -> TABLE.renamed(file).bytes("model.old.weight"))
                .isInstanceOf(CheckpointException.class);
    }

    @Test
    void closingAViewLeavesTheFileOpen() {
        file.part("model.").close();
        TABLE.renamed(file).close();
        assertThat(file.floats("model.bias")).containsExactly(3);
    }
}
