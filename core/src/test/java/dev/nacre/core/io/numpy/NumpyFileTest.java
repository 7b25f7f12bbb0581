package dev.nacre.core.io.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Shape;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyFileTest {
    private static final int CENTRAL_SIZE = 24;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), };[2, 3];0,1,2,3,4,5",
        "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), };[2, 3];0,2,4,1,3,5",
        "{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"<i4\"};[2];0,1",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (3L, 1L)};[3, 1];0,1,2",
        "{'descr': '<i4', 'fortran_order': False, 'shape': ()};[];0",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (5,)};[5];0,0,0,0,1",
    })
    void headersAsTheyAreWrittenAreRead(String header, String shape, String values) throws IOException {
        for (int version = 1; version <= 3; version++) {
            try (Checkpoint file = open(array(header, version, 6))) {
                assertThat(file.tensor("array").shape()).hasToString(shape);
                assertThat(file.longs("array")).containsExactly(
                        Stream.of(values.split(",")).mapToLong(Long::parseLong).toArray());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)};Python objects, which are never unpickled",
        "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,)};records of several fields",
        "{'descr': '<U2', 'fortran_order': False, 'shape': (1,)};elements of the type \"<U2\"",
        "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)};elements of the type \"<c16\"",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (7,)};reaches from element 0 to 6 of a storage that has 6",
        "{'descr': '<i4', 'fortran_order': True, 'shape': (1, 7)};reaches from element 0 to 6",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (9223372036854775807, 2)};is impossible",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (9223372036854775808,)};the impossible shape",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (-1,)};lacks its type, order or shape",
        "{'descr': '<i4', 'fortran_order': 1, 'shape': (1,)};lacks its type, order or shape",
        "{'fortran_order': False, 'shape': (1,)};lacks its type, order or shape",
        "nothing;lacks its type, order or shape",
    })
    void otherArraysAreRefusedInOneSentence(String header, String reason) throws IOException {
        byte[] array = array(header, 1, 6);
        assertThatThrownBy(() -> open(array)).isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(directory.resolve("file") + " is not a usable NumPy file: its array ")
                .hasMessageContaining(reason).hasMessageNotContaining("\n");
    }

    @Test
    void headersThatClaimMoreThanThereIsAreRefused() throws IOException {
        byte[] array = array("{}", 1, 0);
        array[9] = 0x7F;
        assertThatThrownBy(() -> open(array)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("claims a header of");
    }

    @Test
    void compressedArraysAreInflatedNoFurtherThanTheirShapesSay() throws IOException {
        byte[] array = array("{'descr': '<i4', 'fortran_order': False, 'shape': (6,)}", 1, 6);
        byte[] archive = deflated(array);
        try (Checkpoint file = open(archive)) {
            assertThat(file.longs("x")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(file.tensor("x").shape()).isEqualTo(Shape.of(6));
        }
        refused(resized(archive, 1 << 30), "which compression cannot do");
        refused(deflated(array("{'descr': '<i4', 'fortran_order': False, 'shape': (5,)}", 1, 6)),
                "holds more bytes than its shape [5] takes");
        refused(resized(archive, array.length - 4), "reaches from element 0 to 5 of a storage that has 5");
        byte[] longer = deflated(array("{'descr': '<i4', 'fortran_order': False, 'shape': (9,)}", 1, 6));
        byte[] claiming = resized(longer, array.length + 12);
        assertThatThrownBy(() -> {
            try (Checkpoint file = open(claiming)) {
                file.bytes("x");
            }
        }).isInstanceOf(CheckpointException.class).hasMessageContaining("\"x.npy\" cannot be inflated");
    }

    @Test
    void changedElementsOfACompressedArrayAreNoticed() throws IOException {
        byte[] archive = deflated(array("{'descr': '<i4', 'fortran_order': False, 'shape': (6,)}", 1, 6));
        int central = central(archive);
        archive[central + 16] ^= 1;
        try (Checkpoint file = open(archive)) {
            assertThatThrownBy(() -> file.bytes("x")).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("the checksum of its entry \"x.npy\" is wrong");
        }
    }

    private void refused(byte[] archive, String reason) {
        assertThatThrownBy(() -> open(archive)).isInstanceOf(CheckpointException.class).hasMessageContaining(reason);
    }

    private Checkpoint open(byte[] content) throws IOException {
        return Checkpoint.open(Files.write(directory.resolve("file"), content));
    }

    /** The header, and so many little-endian integers from 0 on. */
    private static byte[] array(String header, int version, int integers) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer array = ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + 4 * integers)
                .order(ByteOrder.LITTLE_ENDIAN);
        array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            array.putShort((short) text.length);
        } else {
            array.putInt(text.length);
        }
        array.put(text);
        for (int number = 0; number < integers; number++) {
            array.putInt(number);
        }
        return array.array();
    }

    private static byte[] deflated(byte[] array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(array);
        }
        return out.toByteArray();
    }

    /** The archive, whose directory claims another size of the content. */
    private static byte[] resized(byte[] archive, int size) {
        byte[] changed = archive.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(central(archive) + CENTRAL_SIZE, size);
        return changed;
    }

    private static int central(byte[] archive) {
        return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(archive.length - 6);
    }
}
