package dev.nacre.examples.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar without the native libraries that nobody loads, the compiler of PTX above all. Entries are stored, not
 * compressed: what is packed afterwards as a whole gets smaller that way.
 */
final class SlimJar {
    /** Of JCuda; the driver compiles PTX itself, and NVRTC is called without JCuda. */
    private static final List<String> UNUSED = List.of("lib/libJNvPTXCompiler-", "lib/libJNvrtc-", "lib/libJCublas-");

    private SlimJar() {
    }

    static void copy(Path from, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            out.setMethod(ZipOutputStream.STORED);
            for (JarEntry entry : jar.stream().toList()) {
                if (UNUSED.stream().noneMatch(entry.getName()::startsWith)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        store(entry, in.readAllBytes(), out);
                    }
                }
            }
        }
    }

    private static void store(JarEntry entry, byte[] content, ZipOutputStream out) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTime(entry.getTime());
        stored.setSize(content.length);
        stored.setCompressedSize(content.length);
        stored.setCrc(sum.getValue());
        out.putNextEntry(stored);
        out.write(content);
        out.closeEntry();
    }
}
