package dev.nacre.examples.bundle;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of a bundle, which appears whole or not at all.
 *
 * @param path where it will be
 * @param code the version of the code
 */
record BundleFolder(Path path, String code) {
    /** What the commands and JUnit need, which looks for tests in jars by zipfs; the rest of Java stays behind. */
    private static final String MODULES = "java.base,java.desktop,java.logging,java.management,java.net.http,java.sql,"
            + "jdk.httpserver,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs";
    private static final List<String> NEEDED = List.of("nacre-core", "nacre-kernels", "nacre-examples", "jcuda-",
            "jcublas-", "jcudnn-", "junit-platform-console-standalone");
    private static final int LARGEST = 6;

    /** Makes it of these jars; returns its bytes. @throws InputException if it has more than {@code most} */
    long make(Path jars, long most, Consumer<String> progress) throws IOException {
        List<Path> packed = jars(jars);
        Files.createDirectories(path.getParent());
        Path work = Files.createTempDirectory(path.getParent(), ".nacre-bundle-");
        try {
            Path app = Files.createDirectories(work.resolve("app"));
            progress.accept("Java, without what the bundle does not need ...");
            ToolRun.of("jlink", List.of(Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                    "--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages", "--compress",
                    "zip-0", "--output", app.resolve("java").toString()), "a JDK with jlink makes bundles, and this"
                    + " Java is none: set JAVA_HOME to one");
            Path lib = Files.createDirectory(app.resolve("lib"));
            for (Path jar : packed) {
                SlimJar.copy(jar, lib.resolve(jar.getFileName()));
            }
            progress.accept("Packing " + packed.size() + " jars and Java ...");
            return pack(work, most, packed);
        } finally {
            delete(work);
        }
    }

    /** Packs the folder {@code app} in {@code work}. @param jars in it, for a message */
    long pack(Path work, long most, List<Path> jars) throws IOException {
        Files.writeString(work.resolve("app").resolve("version"), code + "\n");
        Path made = Files.createDirectory(work.resolve("made"));
        ToolRun.of("tar", List.of("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-C",
                work.toString(), "-cJf", made.resolve("app.tar.xz").toString(), "app"), "tar and xz pack bundles:"
                + " install them (tar, xz-utils)");
        for (String file : List.of("run.sh", "README.md")) {
            try (InputStream in = BundleFolder.class.getResourceAsStream(file)) {
                Files.copy(in, made.resolve(file));
            }
        }
        Files.setPosixFilePermissions(made.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        long bytes = bytes(made);
        if (bytes > most) {
            throw new InputException(String.format(Locale.ROOT, "the bundle would have %.1f MiB, and may have %.1f:"
                    + " take jars out; the largest are %s", bytes / 0x1p20, most / 0x1p20, largest(jars)));
        }
        Files.deleteIfExists(path);
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
        return bytes;
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InputException("--jars is " + folder + ", which is no folder");
        }
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
        for (String needed : NEEDED) {
            if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(needed))) {
                throw new InputException("there is no " + needed + " jar in " + folder + ": run mvn -Pgpu-bundle"
                        + " -DskipTests package and give --jars examples/bundle/target/lib");
            }
        }
        return jars;
    }

    private static String largest(List<Path> jars) throws IOException {
        List<String> all = new ArrayList<>();
        List<Path> sorted = new ArrayList<>(jars);
        sorted.sort(Comparator.comparingLong((Path jar) -> jar.toFile().length()).reversed());
        for (Path jar : sorted.subList(0, Math.min(LARGEST, sorted.size()))) {
            all.add(jar.getFileName() + " (" + (Files.size(jar) >> 10) + " KiB)");
        }
        return String.join(", ", all);
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
