package dev.nacre.bench.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A zip archive taken apart, so that damage inside it does not also damage what is around it. */
record Archive(Map<String, byte[]> entries) {
    private static final int LONGEST = 16 << 20;

    /** The entries of a file, or nothing if it is no archive or a damaged one. */
    static Optional<Archive> of(byte[] file) {
        if (file.length < 4 || file[0] != 'P' || file[1] != 'K') {
            return Optional.empty();
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readNBytes(LONGEST));
            }
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Archive(entries));
    }

    /** The name of the entry that holds the pickle, if there is one. */
    Optional<String> pickle() {
        return entries.keySet().stream().filter(name -> name.endsWith("/data.pkl")).findFirst();
    }

    /** This archive with another content of one entry. */
    Archive with(String name, byte[] content) {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put(name, content);
        return new Archive(changed);
    }

    /** As a file of uncompressed entries. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            StoredZipWriter writer = new StoredZipWriter(Channels.newChannel(out));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                writer.add(entry.getKey(), entry.getValue());
            }
            writer.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
