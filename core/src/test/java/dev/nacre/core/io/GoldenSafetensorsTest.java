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
            assertThat(prefixed.tensors()).isNotEmpty().hasSameSizeAs(expected.tensors());
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
            assertThat(file.tensors()).extracting(StoredTensor::type).contains(StoredType.F64, StoredType.F32,
                    StoredType.F16, StoredType.BF16, StoredType.I64, StoredType.I32, StoredType.U8, StoredType.BOOL);
            for (StoredTensor tensor : file.tensors()) {
                int elements = (int) tensor.shape().elements();
                switch (tensor.type()) {
                    case F64, F32, F16, BF16 -> {
                        assertThat(file.floats(tensor.name())).hasSize(elements);
                        assertThat(file.doubles(tensor.name())).hasSize(elements);
                    }
                    case BOOL -> assertThat(file.longs(tensor.name())).hasSize(elements).containsOnly(0, 1);
                    default -> assertThat(file.longs(tensor.name())).hasSize(elements);
                }
            }
            assertThat(file.tensor("empty").shape()).isEqualTo(Shape.of(0, 3));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "truncated|the file holds",
        "offsets-out-of-range|offsets",
        "header-too-long|its header claims",
    })
    void damagedFilesAreRefused(String name, String reason) {
        Path file = Golden.file("checkpoints/" + name + ".safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }
}
