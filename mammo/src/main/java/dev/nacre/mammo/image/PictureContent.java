package dev.nacre.mammo.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the bytes of an encoded picture are, DICOM included. As text it is what sentences call the picture: the path of
 * a file, or "in memory".
 */
public sealed interface PictureContent {
    /** Whether it is there at all. */
    boolean isPresent();

    /** Number of bytes. @throws IOException if they cannot be read */
    long size() throws IOException;

    /** The bytes from the first on; the caller closes the stream. @throws IOException if they cannot be read */
    InputStream open() throws IOException;

    /** A file. */
    static PictureContent of(Path file) {
        return new OnDisk(file);
    }

    /** Bytes that the caller does not change while they are read; they are not copied. */
    static PictureContent of(byte[] bytes) {
        return new InMemory(bytes);
    }

    /**
     * A file.
     *
     * @param file its path
     */
    record OnDisk(Path file) implements PictureContent {
        @Override
        public boolean isPresent() {
            return Files.isRegularFile(file);
        }

        @Override
        public long size() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * A whole file in an array.
     *
     * @param bytes not copied
     */
    record InMemory(byte[] bytes) implements PictureContent {
        @Override
        public boolean isPresent() {
            return true;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String toString() {
            return "in memory";
        }
    }
}
