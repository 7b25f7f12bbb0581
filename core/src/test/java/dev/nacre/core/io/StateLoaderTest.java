package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.op.Spec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLoaderTest {
    private static final KeyTable REST_UNUSED = KeyTable.SAME.ignoring("(?!image_encoder|half|int32).*");

    @TempDir
    private Path directory;

    private final Map<String, Tensor> model = new LinkedHashMap<>();
    private final List<StateEntry> entries = List.of(
            entry("image_encoder._conv_stem.weight", DType.FLOAT32, FileLayout.CONVOLUTION, 3, 3, 3, 8),
            entry("image_encoder._bn0.running_var", DType.FLOAT32, FileLayout.SAME, 8),
            entry("image_encoder._bn0.num_batches_tracked", DType.INT64, FileLayout.SAME),
            entry("half", DType.FLOAT32, FileLayout.SAME, 5),
            entry("int32", DType.INT64, FileLayout.SAME, 4));

    @Test
    void everyEntryIsFilledInItsTypeAndOrder() {
        try (SafetensorsFile file = Golden.safetensors("checkpoints/with-module-prefix.safetensors")) {
            LoadReport report = StateLoader.load(file, entries, REST_UNUSED);
            assertThat(report.complete()).isTrue();
            assertThat(report.loaded()).containsExactlyElementsOf(model.keySet()).hasSize(5);
            assertThat(report.unused()).hasSize(11).contains("module.logit_scale");
            assertThat(model.get("half").toFloats()).isEqualTo(file.floats("module.half"));
            assertThat(model.get("int32").toLongs()).isEqualTo(file.longs("module.int32"));
            Tensor stem = model.get("image_encoder._conv_stem.weight");
            assertThat(FileLayout.CONVOLUTION.toFile(stem).toFloats())
                    .isEqualTo(file.floats("module.image_encoder._conv_stem.weight"));
            entries.forEach(entry -> assertThat(entry.value().get().spec()).isEqualTo(entry.spec()));
        }
    }

    @Test
    void whatWasLoadedIsWrittenBack() {
        Path copy = directory.resolve("copy.safetensors");
        try (SafetensorsFile file = Golden.safetensors("checkpoints/with-module-prefix.safetensors")) {
            StateLoader.load(file, entries, REST_UNUSED);
        }
        Map<String, float[]> before = new LinkedHashMap<>();
        model.forEach((name, value) -> before.put(name, value.toFloats()));
        SafetensorsWriter writer = new SafetensorsWriter();
        entries.forEach(writer::add);
        writer.write(copy);
        try (SafetensorsFile file = SafetensorsFile.open(copy)) {
            assertThat(file.tensor("image_encoder._conv_stem.weight").shape()).isEqualTo(Shape.of(8, 3, 3, 3));
            StateLoader.load(file, entries, KeyTable.SAME);
            before.forEach((name, value) -> assertThat(model.get(name).toFloats()).as(name).isEqualTo(value));
        }
    }

    @Test
    void nothingIsAssignedUnlessEverythingFits() {
        Path file = directory.resolve("other.safetensors");
        new SafetensorsWriter()
                .add("image_encoder._conv_stem.weight", Tensor.zeros(3, 3, 3, 8), FileLayout.CONVOLUTION)
                .add("image_encoder._bn0.running_va", Tensor.zeros(8), FileLayout.SAME)
                .add("image_encoder._bn0.num_batches_tracked", Tensor.scalar(1), FileLayout.SAME)
                .add("half", Tensor.zeros(6), FileLayout.SAME)
                .add("int32", StoredType.I16, Shape.of(4), MemorySegment.ofArray(new byte[8]))
                .add("head.weight", Tensor.zeros(2, 2), FileLayout.LINEAR)
                .write(file);
        try (SafetensorsFile other = SafetensorsFile.open(file)) {
            LoadReport report = StateLoader.compare(other, entries, KeyTable.SAME);
            assertThat(report.loaded()).containsExactly("image_encoder._conv_stem.weight");
            assertThat(report.missing()).containsExactly(
                    new LoadReport.Absent("image_encoder._bn0.running_var", List.of("image_encoder._bn0.running_va")));
            assertThat(report.unexpected()).extracting(LoadReport.Absent::name)
                    .containsExactlyInAnyOrder("image_encoder._bn0.running_va", "head.weight");
            assertThat(report.mismatched()).extracting(LoadReport.Mismatch::name)
                    .containsExactly("image_encoder._bn0.num_batches_tracked", "half", "int32");
            assertThatThrownBy(() -> StateLoader.load(other, entries, KeyTable.SAME))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("does not fit this model: 1 loaded, 1 missing: image_encoder._bn0")
                    .hasMessageContaining("half (F32[6] in the file, float32[5] in the model)");
            assertThat(model).isEmpty();
        }
    }

    @Test
    void tablesRenameAndDropByPattern() {
        KeyTable table = KeyTable.of(Json.parse("""
                {"family": "a family",
                 "rename": {"encoder\\\\.(\\\\d+)\\\\.w": "layers.$1.weight", "encoder\\\\.(.*)": "$1"},
                 "unused": ["encoder\\\\.pooler\\\\..*"]}"""));
        assertThat(table.ours("encoder.3.w")).contains("layers.3.weight");
        assertThat(table.ours("module.encoder.norm.bias")).contains("norm.bias");
        assertThat(table.ours("head.bias")).contains("head.bias");
        assertThat(table.ours("encoder.pooler.dense.bias")).isEmpty();
        assertThatThrownBy(() -> KeyTable.of(Json.parse("{\"family\": \"f\", \"unused\": [\"(\"]}")))
                .isInstanceOf(JsonException.class).hasMessageContaining("\"(\" is not a regular expression");
    }

    @Test
    void twoNamesForOneEntryAreRefused() {
        Path file = directory.resolve("twice.safetensors");
        new SafetensorsWriter().add("half", Tensor.zeros(5), FileLayout.SAME)
                .add("module.half", Tensor.zeros(5), FileLayout.SAME).write(file);
        try (SafetensorsFile twice = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> StateLoader.compare(twice, entries, KeyTable.SAME))
                    .isInstanceOf(CheckpointException.class).hasMessageContaining("names one entry twice");
        }
    }

    @Test
    void whatIsReadLaterIsComparedAtOnceAndReadAfterTheFileWasClosed() throws IOException {
        Path file = written();
        List<PendingValue> pending = new ArrayList<>();
        List<StateEntry> some = List.of(entry("half", DType.FLOAT32, FileLayout.SAME, 5),
                new StateEntry("linear", new Spec(DType.FLOAT32, Shape.of(3, 2)), FileLayout.LINEAR, () -> null,
                        value -> model.put("linear", value), pending::add));
        SafetensorsFile opened = SafetensorsFile.open(file);
        try (SharedCheckpoint source = SharedCheckpoint.of(opened)) {
            assertThat(StateLoader.load(source, some, KeyTable.SAME, "linear"::equals).loaded()).hasSize(2);
        }
        assertThat(model).containsOnlyKeys("half");
        Files.delete(file);
        try (Tensor read = pending.getFirst().take()) {
            assertThat(read.shape()).isEqualTo(Shape.of(3, 2));
            assertThat(read.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        }
        assertThatThrownBy(() -> opened.bytes("linear").get(ValueLayout.JAVA_BYTE, 0))
                .as("the file was closed when the last value had come").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileThatWasWrittenToIsNotReadLater() throws IOException {
        Path file = written();
        List<PendingValue> pending = new ArrayList<>();
        StateEntry linear = new StateEntry("linear", new Spec(DType.FLOAT32, Shape.of(3, 2)), FileLayout.LINEAR,
                () -> null, value -> model.put("linear", value), pending::add);
        try (SharedCheckpoint source = SharedCheckpoint.of(SafetensorsFile.open(file))) {
            StateLoader.load(source, List.of(linear), KeyTable.SAME.ignoring("half"), name -> true);
        }
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThatThrownBy(() -> pending.getFirst().take()).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("was written to while it was open");
        pending.getFirst().drop();
    }

    @Test
    void entriesThatCannotWaitAreReadAtOnce() {
        try (SharedCheckpoint source = SharedCheckpoint.of(SafetensorsFile.open(written()))) {
            StateLoader.load(source, List.of(entry("half", DType.FLOAT32, FileLayout.SAME, 5)),
                    KeyTable.SAME.ignoring("linear"), name -> true);
        }
        assertThat(model.get("half").toFloats()).containsExactly(1, 1, 1, 1, 1);
    }

    private Path written() {
        Path file = directory.resolve("file.safetensors");
        new SafetensorsWriter().add("half", Tensor.ones(5), FileLayout.SAME)
                .add("linear", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), FileLayout.LINEAR).write(file);
        return file;
    }

    private StateEntry entry(String name, DType type, FileLayout layout, long... sizes) {
        return new StateEntry(name, new Spec(type, Shape.of(sizes)), layout, () -> model.get(name),
                value -> model.put(name, value));
    }
}
