package dev.nacre.core.io.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.StoredTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that the JDK packs, around pickles written by hand. */
class TorchZipTest {
    private static final String DICTIONARY = "ccollections\nOrderedDict\n";

    @TempDir
    private Path directory;

    @Test
    void bigEndianElementsAreTurnedRound() throws IOException {
        Map<String, byte[]> entries = entries(tensor("K\u0002\u0085", "K\u0001\u0085"), new byte[] {0x3F, (byte) 0x80,
            0, 0, 0x40, 0, 0, 0});
        entries.put("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        try (Checkpoint file = open(entries)) {
            assertThat(file.floats("t")).containsExactly(1, 2);
        }
        entries.put("a/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
        refused(entries, "neither little nor big");
    }

    @Test
    void aTensorThatWasSavedAloneHasAName() throws IOException {
        String whole = tensor("K\u0002\u0085", "K\u0001\u0085");
        Map<String, byte[]> entries = entries(whole, new byte[8]);
        entries.put("a/data.pkl", whole.replace("}X\u0001\0\0\0t", "").replace("tRs.", "tR.")
                .getBytes(StandardCharsets.ISO_8859_1));
        try (Checkpoint file = open(entries)) {
            assertThat(file.tensors()).extracting(StoredTensor::name).containsExactly("tensor");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "K\u0003\u0085|K\u0001\u0085|reaches from element 0 to 2 of a storage that has 2",
        "K\u0002\u0085|K\u0002\u0085|reaches from element 0 to 2",
        "K\u0002\u0085|)|1 sizes and 0 strides",
        "N|K\u0001\u0085|no tuple",
        "N\u0085|K\u0001\u0085|no whole numbers",
        "J\u00FF\u00FF\u00FF\u00FF\u0085|K\u0001\u0085|is impossible",
        "K\u0001\u0085|J\u00FF\u00FF\u00FF\u00FF\u0085|is negative",
    })
    void tensorsThatLeaveTheirStorageAreRefused(String sizes, String strides, String reason) throws IOException {
        refused(entries(tensor(sizes, strides), new byte[8]), "tensor \"t\" cannot be rebuilt: ", reason);
    }

    @Test
    void missingAndShortStoragesAreRefused() throws IOException {
        Map<String, byte[]> entries = entries(tensor("K\u0002\u0085", "K\u0001\u0085"), new byte[7]);
        refused(entries, "should have 8 bytes and has 7");
        entries.remove("a/data/0");
        refused(entries, "has no such entry");
    }

    @Test
    void aTorchScriptProgramIsRefusedByName() throws IOException {
        Map<String, byte[]> entries = entries("N.", new byte[8]);
        entries.put("a/constants.pkl", new byte[] {'N', '.'});
        refused(entries, "TorchScript program", "torch.save(model.state_dict(), path)");
    }

    @Test
    void compressedStoragesAreRefused() throws IOException {
        Path path = directory.resolve("file");
        pack(entries(tensor("K\u0002\u0085", "K\u0001\u0085"), new byte[8]), path, ZipOutputStream.DEFLATED);
        assertThatThrownBy(() -> Checkpoint.open(path)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is compressed");
    }

    @Test
    void otherArchivesAreRefused() throws IOException {
        refused(new LinkedHashMap<>(Map.of("a.txt", new byte[1])), "neither PyTorch's data.pkl nor NumPy's arrays");
    }

    /** Beyond 4 GiB an archive has wider records at its end; they may as well be there in a small one. */
    @Test
    void wideRecordsAreRead() throws IOException {
        Path path = directory.resolve("file");
        pack(entries(tensor("K\u0002\u0085", "K\u0001\u0085"), new byte[8]), path, ZipOutputStream.STORED);
        ByteBuffer narrow = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int end = narrow.capacity() - 22;
        int count = narrow.getShort(end + 10);
        int length = narrow.getInt(end + 12);
        int begin = narrow.getInt(end + 16);
        ByteArrayOutputStream wide = new ByteArrayOutputStream();
        wide.write(narrow.array(), 0, end);
        wide.writeBytes(little(56 + 20).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0).putLong(count)
                .putLong(count).putLong(length).putLong(begin).putInt(0x07064b50).putInt(0).putLong(end).putInt(1)
                .array());
        wide.writeBytes(little(22).putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0)
                .array());
        Files.write(path, wide.toByteArray());
        try (Checkpoint file = Checkpoint.open(path)) {
            assertThat(file.floats("t")).containsExactly(0, 0);
        }
    }

    @Test
    void twoTensorsOfOneNameAreRefused() throws IOException {
        String tensor = tensor("K\u0002\u0085", "K\u0001\u0085").replaceFirst("^.*?X\u0001\0\0\0t", "")
                .replace("s.", "");
        refused(entries("}(X\u0003\0\0\0a.b" + tensor + "X\u0001\0\0\0a}X\u0001\0\0\0b" + tensor + "su.", new byte[8]),
                "two of its tensors are named \"a.b\"");
        refused(entries("}(K\u0001" + tensor + "X\u0001\0\0\u00001" + tensor + "u.", new byte[8]),
                "two keys that are both written \"1\"");
        refused(entries("}X\u0001\0\0\0\n" + tensor + "s.", new byte[8]), "holds control characters");
    }

    /** A dictionary of one tensor {@code t} of storage 0 with two floats; sizes and strides are operations. */
    private static String tensor(String sizes, String strides) {
        return "}X\u0001\0\0\0tctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\n"
                + "X\u0001\0\0\u00000X\u0003\0\0\0cpuK\u0002tQK\0" + sizes + strides + "\u0089" + DICTIONARY + ")RtRs.";
    }

    private static Map<String, byte[]> entries(String pickle, byte[] storage) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
        entries.put("a/data/0", storage);
        return entries;
    }

    private void refused(Map<String, byte[]> entries, String... reasons) throws IOException {
        Path path = directory.resolve("file");
        pack(entries, path, ZipOutputStream.STORED);
        assertThatThrownBy(() -> Checkpoint.open(path)).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(reasons).hasMessageNotContaining("\n");
    }

    private Checkpoint open(Map<String, byte[]> entries) throws IOException {
        Path path = directory.resolve("file");
        pack(entries, path, ZipOutputStream.STORED);
        return Checkpoint.open(path);
    }

    private static void pack(Map<String, byte[]> entries, Path path, int method) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                CRC32 sum = new CRC32();
                sum.update(entry.getValue());
                header.setMethod(method);
                header.setSize(entry.getValue().length);
                header.setCrc(sum.getValue());
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
