package dev.nacre.bench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.core.io.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchZipWriterTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Path path = directory.resolve("file.tar");
        TorchZipWriter.write(path, "file", TrainingState.of(3));
        try (Checkpoint file = Checkpoint.open(path)) {
            assertThat(file.tensors()).hasSize(3 * 3 + TrainingState.TYPES.size());
            assertThat(file.floats("model.layer.2.weight")).containsExactly(2, 3, 4, 5, 6, 7);
            assertThat(file.floats("optimizer.state.2.exp_avg")).containsExactly(2, 3, 4, 5, 6, 7);
            for (StoredType type : TrainingState.TYPES) {
                assertThat(file.tensor("types." + type).bytes()).isEqualTo(6L * type.bytes());
            }
            assertThat(file.description().get("epoch").whole()).isEqualTo(7);
            assertThat(file.description().get("config").get("size")).hasToString(
                    "{\"opaque\":\"omegaconf.listconfig.ListConfig\",\"_content\":[1520,912]}");
        }
    }

    /** The JDK's own reader checks headers and checksums. */
    @Test
    void theArchiveIsWellFormedAndItsContentAligned() throws IOException {
        Path path = directory.resolve("file");
        TorchZipWriter.write(path, "root", TrainingState.of(2));
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                zip.readAllBytes();
            }
        }
        assertThat(names).startsWith("root/data.pkl", "root/byteorder", "root/data/0").endsWith("root/version");
        try (Checkpoint file = Checkpoint.open(path)) {
            for (StoredTensor tensor : file.tensors()) {
                assertThat(file.bytes(tensor.name()).address() % 64).isZero();
            }
        }
    }

    @Test
    void manyKeysAreWrittenInBatches() throws IOException {
        Map<String, SavedValue> entries = new LinkedHashMap<>();
        for (int number = 0; number < 2500; number++) {
            int value = number;
            entries.put("t" + number, SavedValue.floats(() -> new float[] {value}, 1));
        }
        Path path = directory.resolve("file");
        TorchZipWriter.write(path, "root", SavedValue.stateDict(entries));
        try (Checkpoint file = Checkpoint.open(path)) {
            assertThat(file.tensors()).extracting(StoredTensor::name).containsExactlyElementsOf(entries.keySet());
            assertThat(file.floats("t2499")).containsExactly(2499);
        }
    }

    @Test
    void tooFewElementsAreRefused() {
        SavedValue tensor = new SavedValue.Tensor(StoredType.F32, List.of(3L),
                () -> MemorySegment.ofArray(new float[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchZipWriter.write(directory.resolve("file"), "root", tensor))
                .withMessageContaining("takes 12 bytes, and 8 were given");
        assertThat(directory).isEmptyDirectory();
    }
}
