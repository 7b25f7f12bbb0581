package dev.nacre.core.io.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequential files written by hand, one character per byte. */
class TorchLegacyTest {
    private static final String MAGIC = "\u0080\u0002\u008A\nl\u00FC\u009CF\u00F9 j\u00A8P\u0019.";
    private static final String VERSION = "\u0080\u0002M\u00E9\u0003.";
    private static final String MACHINE = "\u0080\u0002}X\r\0\0\0little_endian\u0088s.";
    private static final String KEYS = "\u0080\u0002]X\u0003\0\0\0keya.";
    private static final String TWO_FLOATS = "\u0002\0\0\0\0\0\0\0\0\0\u0080\u003F\0\0\0\u0040";

    @TempDir
    private Path directory;

    @Test
    void storagesFollowTheirKeys() throws IOException {
        try (Checkpoint file = open(MAGIC + VERSION + MACHINE + saved("N") + KEYS + TWO_FLOATS)) {
            assertThat(file.floats("t")).containsExactly(1, 2);
        }
    }

    @Test
    void textProtocolsAreRecognised() throws IOException {
        try (Checkpoint file = open("L119547037146038801333356L\n." + "I1001\n." + MACHINE + saved("N") + KEYS
                + TWO_FLOATS)) {
            assertThat(file.floats("t")).containsExactly(1, 2);
        }
    }

    @Test
    void bigEndianFilesAreTurnedRound() throws IOException {
        try (Checkpoint file = open(MAGIC + VERSION + MACHINE.replace('\u0088', '\u0089') + saved("N") + KEYS
                + "\0\0\0\0\0\0\0\u0002\u003F\u0080\0\0\u0040\0\0\0")) {
            assertThat(file.floats("t")).containsExactly(1, 2);
        }
    }

    /** PyTorch before 0.4 kept parts of storages as such: (key of the part, where it begins, how long it is). */
    @Test
    void partsOfStoragesAreRead() throws IOException {
        String part = saved("X\u0001\0\0\0vK\u0001K\u0001\u0087").replace("K\u0002\u0085K\u0001\u0085",
                "K\u0001\u0085K\u0001\u0085");
        try (Checkpoint file = open(MAGIC + VERSION + MACHINE + part + KEYS + TWO_FLOATS)) {
            assertThat(file.floats("t")).containsExactly(2);
        }
    }

    @Test
    void damageIsRefusedInOneSentence() {
        refused("\u0080\u0002N.", "it is a pickle, but not one of torch.save");
        refused(MAGIC, "breaks off at byte 15");
        refused(MAGIC + "\u0080\u0002K\u0001.", "is not the version 1001");
        refused(MAGIC + VERSION + MACHINE + saved("N") + "N.", "is no list");
        refused(MAGIC + VERSION + MACHINE + saved("N") + "].", "no such storage");
        refused(MAGIC + VERSION + MACHINE + "N." + KEYS + TWO_FLOATS, "a key that its pickle never uses");
        refused(MAGIC + VERSION + MACHINE + saved("N") + KEYS + TWO_FLOATS.substring(0, 15), "probably cut short");
        refused(MAGIC + VERSION + MACHINE + saved("N") + KEYS + "\0\0\0", "probably cut short");
        refused(MAGIC + VERSION + MACHINE + saved("N") + KEYS + "\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF",
                "probably cut short");
        refused(MAGIC + VERSION + MACHINE + saved("N") + KEYS + "\u0001" + TWO_FLOATS.substring(1), "of 8 bytes");
    }

    /** A dictionary of one tensor {@code t} of two floats; the last part of its reference is given as operations. */
    private static String saved(String part) {
        return "\u0080\u0002}X\u0001\0\0\0tctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storage"
                + "ctorch\nFloatStorage\nX\u0003\0\0\0keyX\u0003\0\0\0cpuK\u0002" + part
                + "tQK\0K\u0002\u0085K\u0001\u0085\u0089ccollections\nOrderedDict\n)RtRs.";
    }

    private void refused(String content, String reason) {
        assertThatThrownBy(() -> open(content)).isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(directory.resolve("file") + " is not a usable PyTorch file: ")
                .hasMessageContaining(reason).hasMessageNotContaining("\n");
    }

    private Checkpoint open(String content) throws IOException {
        return Checkpoint.open(
                Files.write(directory.resolve("file"), content.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
