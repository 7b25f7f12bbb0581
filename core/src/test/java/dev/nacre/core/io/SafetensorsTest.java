package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final int MUTATIONS = 1500;

    @TempDir
    private Path directory;

    @Test
    void roundTripIsExact() {
        Path file = directory.resolve("model.safetensors");
        float[] values = {1, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 6};
        new SafetensorsWriter()
                .metadata("salt", "0")
                .add("weight", Tensor.of(values, 2, 3), FileLayout.SAME)
                .add("bytes", StoredType.U8, Shape.of(3), MemorySegment.ofArray(new byte[] {1, 2, -1}))
                .add("scalar", Tensor.scalar(7), FileLayout.SAME)
                .write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsOnlyKeys("salt").containsValue("0");
            assertThat(read.tensors()).extracting(StoredTensor::name).containsExactly("scalar", "weight", "bytes");
            assertThat(read.floats("weight")).isEqualTo(values);
            assertThat(read.tensor("weight").shape()).isEqualTo(Shape.of(2, 3));
            assertThat(read.longs("bytes")).containsExactly(1, 2, 255);
            assertThat(read.floats("scalar")).containsExactly(7);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]|not a JSON object",
        "{'a':|not a JSON object (line 1, column 6",
        "{'a':{'dtype':'F32','shape':[1]}}|no key \"data_offsets\"",
        "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}|tensor \"a\" has the element type \"F31\"",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}|a size cannot be negative: [-1]",
        "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}}|is impossible",
        "{'a':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,4]}}|offsets 0 to 4",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}|has 2 elements of type F32, and its offsets 0 to 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}|goes from byte -4 to 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}|goes from byte 4 to 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|where 0 was expected: data have a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|its tensors end at byte 4 of the data",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}|ends at byte 12 of the data, and the file holds 8",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'b':{'dtype':'U8','shape':[1],'data_offsets':[7,8]}}|lap",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}|expected a whole number but found 1.5",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}|no more",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':1}|stands twice",
        "{'\\u001b[2J':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|\"\\u001b[2J\" holds control characters",
        "{'__metadata__':{'n':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|its metadata must be texts only",
    })
    void damagedHeadersAreRefused(String header, String reason) throws IOException {
        Path file = file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(reason);
    }

    @Test
    void absurdShapesAreRefused() throws IOException {
        String shape = "1,".repeat(100) + "2";
        Path file = file(("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[0,8]}}")
                .getBytes(StandardCharsets.UTF_8), new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("\"a\" has 101 dimensions");
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        Path file = directory.resolve("file");
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SafetensorsFile.open(directory)).hasMessageContaining("is a directory");
        Files.write(file, new byte[7]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("it has 7 bytes");
        Files.write(file, new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("claims a length of 0");
        Files.write(file, new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("claims 9 bytes");
        assertThatThrownBy(() -> SafetensorsFile.open(file(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}, new byte[0])))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void typesWithoutArithmeticAreListedAndRefusedWhenRead() throws IOException {
        Path path = file("{\"a\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
                .getBytes(StandardCharsets.UTF_8), new byte[4]);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensor("a").type()).isEqualTo(StoredType.I16);
            assertThatThrownBy(() -> file.floats("a")).hasMessageContaining("holds I16 elements");
            assertThatThrownBy(() -> file.longs("a")).isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void absentNamesGetSuggestions() {
        try (SafetensorsFile file = Golden.safetensors("checkpoints/with-module-prefix.safetensors")) {
            assertThatThrownBy(() -> file.tensor("logit_scale")).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("did you mean \"module.logit_scale\"?");
            assertThatThrownBy(() -> file.tensor("module.image_encoder._bn0.running_mean"))
                    .hasMessageContaining("did you mean \"module.image_encoder._bn0.running_var\"");
            assertThatThrownBy(() -> file.tensor("x")).hasMessageContaining("it holds 16 tensors");
        }
    }

    @Test
    void accessAfterCloseIsAnException() {
        SafetensorsFile file = Golden.safetensors("checkpoints/expected.safetensors");
        MemorySegment bytes = file.bytes("double");
        file.close();
        file.close();
        assertThatThrownBy(() -> bytes.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.doubles("double")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writerChecksWhatItIsGiven() {
        Tensor one = Tensor.scalar(1);
        SafetensorsWriter writer = new SafetensorsWriter().add("a", one, FileLayout.SAME);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("a", one, FileLayout.SAME))
                .withMessageContaining("added twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add("b", StoredType.F32, Shape.of(2), MemorySegment.ofArray(new byte[4])))
                .withMessageContaining("takes 8 bytes, and 4 were given");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("__metadata__", one, FileLayout.SAME));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("c", one, FileLayout.LINEAR))
                .withMessageContaining("LINEAR is for 2 dimensions");
        assertThatThrownBy(() -> writer.write(directory.resolve("absent").resolve("file")))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be written");
    }

    @Test
    void failedWriteLeavesTheOldFile() throws IOException {
        Path target = directory.resolve("state.json");
        AtomicFile.write(target, "old");
        assertThatThrownBy(() -> AtomicFile.write(target, channel -> {
            throw new IOException("no space");
        })).isInstanceOf(IOException.class);
        assertThat(target).hasContent("old");
        AtomicFile.write(target, "new");
        assertThat(target).hasContent("new");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
    }

    /** Whatever a byte becomes, the answer is values or a CheckpointException: never another error, never a crash. */
    @Test
    void mutatedFilesGiveValuesOrOneKindOfError() throws IOException {
        byte[] original = Files.readAllBytes(Golden.file("checkpoints/with-module-prefix.safetensors"));
        Random random = new Random(20261121);
        int refused = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] mutated = original.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(round % 2 == 0 ? 1300 : mutated.length)] = randomByte(random);
            }
            Path file = directory.resolve("mutated");
            Files.write(file, mutated);
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                for (StoredTensor tensor : read.tensors()) {
                    assertThat(read.bytes(tensor.name()).byteSize()).isEqualTo(tensor.bytes());
                    readValues(read, tensor);
                }
            } catch (CheckpointException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 4).isLessThan(MUTATIONS);
    }

    private static void readValues(SafetensorsFile file, StoredTensor tensor) {
        switch (tensor.type()) {
            case F64, F32, F16, BF16 -> assertThat(file.floats(tensor.name())).hasSize((int) tensor.elements());
            default -> assertThat(file.longs(tensor.name())).hasSize((int) tensor.elements());
        }
    }

    private static byte randomByte(Random random) {
        String likely = "0123456789{}[]\",:FIU";
        return (byte) (random.nextBoolean() ? likely.charAt(random.nextInt(likely.length())) : random.nextInt());
    }

    private Path file(byte[] header, byte[] data) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
        content.write(header);
        content.write(data);
        return Files.write(directory.resolve("damaged.safetensors"), content.toByteArray());
    }
}
