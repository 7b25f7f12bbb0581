package dev.nacre.core.io.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Tensor;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedCheckpointTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeShards() {
        write("one.safetensors", "a", 1);
        write("two.safetensors", "b", 2);
    }

    @Test
    void tensorsComeFromTheFilesThatTheIndexNames() throws IOException {
        Path index = index("{\"metadata\":{\"total_size\":8},\"weight_map\":"
                + "{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
        for (Path path : new Path[] {index, directory}) {
            try (Checkpoint file = Checkpoint.open(path)) {
                assertThat(file.tensors()).extracting(StoredTensor::name).containsExactly("b", "a");
                assertThat(file.format()).isEqualTo("safetensors in 2 files");
                assertThat(file.floats("a")).containsExactly(1);
                assertThat(file.floats("b")).containsExactly(2);
                assertThat(file.description().get("total_size").whole()).isEqualTo(8);
                assertThatThrownBy(() -> file.bytes("c")).isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("has no tensor \"c\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'a':'../one.safetensors'}|only files in the folder of the index are read",
        "{'a':'/etc/passwd'}|only files in the folder of the index are read",
        "{'a':'..'}|only files in the folder of the index are read",
        "{'a':'C:one'}|only files in the folder of the index are read",
        "{'a':'x\\\\one'}|only files in the folder of the index are read",
        "{'a':'x\\u0000'}|only files in the folder of the index are read",
        "{'a':''}|only files in the folder of the index are read",
        "{}|names 0 files",
        "{'a':7}|expected a text but found 7",
        "{'a':'absent'}|does not exist",
        "{'b':'one.safetensors'}|holds the tensor \"b\", which is not there",
        "{'a':'model.safetensors.index.json'}|as no PyTorch, safetensors or NumPy file does",
    })
    void anIndexThatLeadsElsewhereIsRefused(String weightMap, String reason) throws IOException {
        Path index = index("{'weight_map':".replace('\'', '"') + weightMap.replace('\'', '"') + "}");
        assertThatThrownBy(() -> Checkpoint.open(index)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aFolderWithoutWeightsIsRefused() throws IOException {
        assertThatThrownBy(() -> Checkpoint.open(directory)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a directory without any of the files");
        Path index = Files.writeString(directory.resolve("diffusion.safetensors.index.json"),
                "{\"weight_map\":{\"b\":\"two.safetensors\"}}");
        try (Checkpoint file = Checkpoint.open(directory)) {
            assertThat(file.path()).isEqualTo(index);
            assertThat(file.floats("b")).containsExactly(2);
        }
        Files.copy(index, directory.resolve("other.safetensors.index.json"));
        assertThatThrownBy(() -> Checkpoint.open(directory)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("with 2 files *.index.json");
        Files.move(directory.resolve("one.safetensors"), directory.resolve("model.safetensors"));
        try (Checkpoint file = Checkpoint.open(directory)) {
            assertThat(file.floats("a")).containsExactly(1);
        }
    }

    private Path index(String json) throws IOException {
        return Files.writeString(directory.resolve("model.safetensors.index.json"), json);
    }

    private void write(String file, String tensor, float value) {
        new SafetensorsWriter().add(tensor, Tensor.scalar(value), FileLayout.SAME).write(directory.resolve(file));
    }
}
