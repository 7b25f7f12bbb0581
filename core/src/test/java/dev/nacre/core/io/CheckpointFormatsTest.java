package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small files that PyTorch 2.13 and NumPy 2 wrote, each beside a safetensors file of what they read from it: all
 * element types, views and shared storages, a whole module, a training state, arrays.
 */
class CheckpointFormatsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "dtypes.pth, dtypes, PyTorch zip",
        "views.pth, views, PyTorch before 1.6",
        "module.pth, module, PyTorch zip",
        "training.pth, training, PyTorch zip",
        "arrays.npz, arrays, npz",
        "arrays-deflated.npz, arrays, npz",
    })
    void theTensorsAreThoseThatPythonReads(String name, String expected, String format) throws IOException {
        // The content decides: the name is taken away.
        Path renamed = Files.copy(resource(name), directory.resolve("file"));
        try (Checkpoint file = Checkpoint.open(renamed);
                Checkpoint same = Checkpoint.open(resource(expected + ".safetensors"))) {
            assertThat(file.format()).isEqualTo(format);
            assertThat(file.tensors()).containsExactlyInAnyOrderElementsOf(same.tensors());
            for (StoredTensor tensor : same.tensors()) {
                String tensorName = tensor.name();
                assertThat(file.bytes(tensorName).mismatch(same.bytes(tensorName))).as(tensorName).isEqualTo(-1);
                assertThat(file.<Long>withBytes(tensorName, bytes -> bytes.mismatch(same.bytes(tensorName))))
                        .as(tensorName).isEqualTo(-1);
            }
        }
    }

    @Test
    void whatIsNoTensorIsDescribed() {
        try (Checkpoint file = Checkpoint.open(resource("training.pth"))) {
            Json description = file.description();
            assertThat(description.get("loss").text()).isEqualTo("NaN");
            assertThat(description.get("best").text()).isEqualTo("Infinity");
            assertThat(description.get("big").text()).isEqualTo("1180591620717411303424");
            assertThat(description.get("neg").whole()).isEqualTo(-5);
            assertThat(description.get("args")).hasToString(
                    "{\"opaque\":\"argparse.Namespace\",\"lr\":0.1,\"name\":\"x\",\"sizes\":[1,2]}");
            assertThat(description.get("by")).hasToString("{\"opaque\":\"bytes\",\"length\":3}");
            assertThat(description.get("dev").text()).isEqualTo("cpu");
            assertThat(description.get("dt").text()).isEqualTo("torch.float16");
            assertThat(description.get("size")).hasToString("[1,2]");
            assertThat(description.get("npf").decimal()).isEqualTo(1.5);
            assertThat(description.get("npi").whole()).isEqualTo(7);
            assertThat(description.get("npb").truth()).isTrue();
            assertThat(description.get("none")).isEqualTo(Json.NULL);
            assertThat(Json.parse(description.toString())).isEqualTo(description);
        }
    }

    @Test
    void aModuleThatWasSavedWholeIsNamedAsItsStateDict() {
        try (Checkpoint file = Checkpoint.open(resource("module.pth"))) {
            assertThat(file.find("b.1.running_mean")).isPresent();
            assertThat(file.find("tied.weight")).isPresent();
            assertThat(file.find("np")).as("a buffer that is not saved").isEmpty();
            assertThat(file.description().get("opaque").text()).isEqualTo("__main__.Net");
            assertThat(file.description().get("a").get("in_features").whole()).isEqualTo(3);
        }
    }

    @Test
    void oneArrayIsCalledArray() {
        try (Checkpoint file = Checkpoint.open(resource("column.npy"));
                Checkpoint same = Checkpoint.open(resource("arrays.npz"))) {
            assertThat(file.tensors()).containsExactly(new StoredTensor("array", StoredType.I16, Shape.of(2, 3, 4)));
            assertThat(file.bytes("array").mismatch(same.bytes("column"))).isEqualTo(-1);
        }
    }

    @Test
    void arraysOfOtherThingsAreDescribedAndNeverUnpickled() {
        try (Checkpoint file = Checkpoint.open(resource("arrays.npz"))) {
            assertThat(file.description().get("object").get("opaque").text()).contains("never unpickled");
            assertThat(file.description().get("record").get("opaque").text()).contains("records of several fields");
            assertThat(file.description().get("text").get("opaque").text()).contains("<U2");
            assertThat(file.find("object")).isEmpty();
        }
    }

    @Test
    void everyCutOfEveryFileIsRefused() throws IOException {
        for (String name : new String[] {"views.pth", "arrays-deflated.npz", "column.npy", "module.pth"}) {
            byte[] whole = Files.readAllBytes(resource(name));
            for (int length = 0; length < whole.length; length += 1 + length / 64) {
                Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> {
                    try (Checkpoint file = Checkpoint.open(cut)) {
                        file.tensors().forEach(tensor -> file.bytes(tensor.name()));
                    }
                }).as("%s cut to %d bytes", name, length).isInstanceOf(CheckpointException.class)
                        .hasMessageContaining(cut.toString()).hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void whatPeopleTakeForCheckpointsIsNamed() throws IOException {
        Map<String, String> starts = Map.of(
                "<!DOCTYPE html>", "a web page",
                "version https://git-lfs.github.com/spec/v1", "a pointer of git-lfs",
                "\u001F\u008B\b", "compressed with gzip",
                "\u0089HDF\r\n", "an HDF5 file",
                "", "it is empty",
                "\u0089PNG\r\n\u001A\n", "it begins with \"\\u0089PNG\\r\\n\\u001a\\n\", as no PyTorch",
                "\0\0\0\0\0\0\0@{}", "its header claims a length",
                "{\"architectures\": []}", "has no key \"weight_map\"");
        for (Map.Entry<String, String> start : starts.entrySet()) {
            Path file = directory.resolve("file");
            Files.write(file, start.getKey().getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file.toString()).hasMessageContaining(start.getValue());
        }
    }

    @Test
    void theOldestFormatIsRefusedByName() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Path file = Files.write(directory.resolve("file"), tar);
        assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("a tar archive, as PyTorch wrote before");
    }

    /** The length of a header may look like the start of another format: here its lowest byte is that of a pickle. */
    @Test
    void safetensorsAreRecognisedWhateverTheirHeadersLength() {
        Path file = directory.resolve("file");
        for (int padding = 0; padding < 256; padding++) {
            new SafetensorsWriter().metadata("padding", "x".repeat(padding)).write(file);
            try (Checkpoint read = Checkpoint.open(file)) {
                assertThat(read).isInstanceOf(SafetensorsFile.class);
            }
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(CheckpointFormatsTest.class.getResource("/checkpoints/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
