package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A document of an office program as a package of parts (ECMA-376, part 2): a zip file of XML. Parts are limited in
 * what they may unpack to, so that a small file cannot fill the memory.
 */
final class OfficePackage implements Closeable {
    /** Bytes that all parts together may unpack to: published tables take one or two million. */
    static final long LIMIT = 64L << 20;
    /** With which the binary documents of older programs begin. */
    private static final byte[] BINARY = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private final ZipFile zip;
    private long left = LIMIT;

    private OfficePackage(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Opens a file.
     *
     * @param saveAs what to do with a file that is none, for its message
     * @throws InputException if it is not such a package; an older binary document is told apart
     */
    static OfficePackage open(Path file, String saveAs) {
        try {
            if (isBinary(file)) {
                throw new InputException(file + " is in the binary format of older office programs, which is not read: "
                        + saveAs);
            }
            return new OfficePackage(new ZipFile(file.toFile(), StandardCharsets.UTF_8));
        } catch (IOException damaged) {
            throw new InputException(file + " is not a document that can be opened: download it again, or " + saveAs,
                    damaged);
        }
    }

    private static boolean isBinary(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(BINARY.length), BINARY);
        }
    }

    /** A part by its name, such as {@code xl/workbook.xml}; nothing where there is none. */
    Optional<InputStream> part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        return entry == null ? Optional.empty() : Optional.of(new Limited(zip.getInputStream(entry)));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Ends with an error where the package has unpacked to more than it may, whatever sizes it claims. */
    private final class Limited extends FilterInputStream {
        Limited(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the document unpacks to more than " + (LIMIT >> 20) + " MiB");
            }
        }
    }
}
