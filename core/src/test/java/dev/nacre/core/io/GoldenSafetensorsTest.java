package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Shape;
import dev.nacre.core.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenSafetensorsTest {
    @Test
    void prefixedFileHoldsTheExpectedTensors() {
        try (SafetensorsFile expected = Golden.safetensors("checkpoints/expected.safetensors");
                SafetensorsFile prefixed = Golden.safetensors("checkpoints/with-module-prefix.safetensors")) {
            assertThat(prefixed.tensors()).hasSize(16).hasSameSizeAs(expected.tensors());
            for (StoredTensor tensor : expected.tensors()) {
                StoredTensor same = prefixed.tensor("module." + tensor.name());
                assertThat(same.type()).isEqualTo(tensor.type());
                assertThat(same.shape()).isEqualTo(tensor.shape());
                assertThat(prefixed.bytes(same.name()).mismatch(expected.bytes(tensor.name()))).isEqualTo(-1);
            }
        }
    }

    @Test
    void rewrittenFileIsTheSameToTheBit(@TempDir Path directory) throws IOException {
        Path copy = directory.resolve("copy.safetensors");
        try (SafetensorsFile expected = Golden.safetensors("checkpoints/expected.safetensors")) {
            SafetensorsWriter writer = new SafetensorsWriter();
            expected.tensors().stream().toList().reversed().forEach(tensor ->
                    writer.add(tensor.name(), tensor.type(), tensor.shape(), expected.bytes(tensor.name())));
            writer.write(copy);
            assertThat(copy).hasSameBinaryContentAs(expected.path());
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).containsExactly(copy);
            }
        }
    }

    @Test
    void everyElementTypeIsRead() {
        try (SafetensorsFile file = Golden.safetensors("checkpoints/expected.safetensors")) {
            assertThat(file.floats("image_encoder._conv_stem.weight")).hasSize(8 * 27);
            assertThat(file.floats("bfloat16")).hasSize(5);
            assertThat(file.floats("half")).hasSize(5);
            assertThat(file.doubles("double")).hasSize(3);
            assertThat(file.floats("empty")).isEmpty();
            assertThat(file.tensor("empty").shape()).isEqualTo(Shape.of(0, 3));
            assertThat(file.longs("image_encoder._bn0.num_batches_tracked")).hasSize(1);
            assertThat(file.longs("int32")).hasSize(4);
            assertThat(file.longs("uint8")).hasSize(4);
            assertThat(file.longs("bool")).hasSize(3).containsOnly(0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "truncated|the file holds 1455",
        "offsets-out-of-range|\"double\" of shape [3] has 3 elements of type F64",
        "header-too-long|claims a length of 4611686018427387904 bytes",
    })
    void damagedFilesAreRefused(String name, String reason) {
        Path file = Golden.file("checkpoints/" + name + ".safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }
}
