package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a JPEG 2000 worker: the same Java, with nothing on its class path but where Nacre's worker and
 * the two jars of the decoder were loaded from, whether this program uses class path or module path.
 */
final class WorkerCommand {
    private static final String MOST_MEMORY = "-Xmx1g";
    private static final List<String> DECODER_CLASSES = List.of("com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi",
            "com.github.jaiimageio.impl.common.PackageUtil");

    private WorkerCommand() {
    }

    /** @throws DicomException if the decoder, or a Java to run it, is not there as files */
    static List<String> jpeg2000() {
        List<String> path = new ArrayList<>();
        path.add(place(location(Jpeg2000Worker.class)));
        for (String name : DECODER_CLASSES) {
            path.add(place(find(name)));
        }
        return java(String.join(File.pathSeparator, path), Jpeg2000Worker.class.getName());
    }

    /** Runs a main class quietly, in little memory. */
    static List<String> java(String classPath, String mainClass) {
        return List.of(executable(), MOST_MEMORY, "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", classPath,
                mainClass);
    }

    private static URI find(String name) {
        try {
            return location(Class.forName(name, false, WorkerCommand.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError unresolved) {
            return onModulePath(name.substring(0, name.lastIndexOf('.'))).orElseThrow(() -> new DicomException(
                    "JPEG 2000 frames are decoded by jai-imageio-jpeg2000 and jai-imageio-core, which are not on the "
                            + "class path or module path: add them", unresolved));
        }
    }

    /** No module requires the decoder, so it may lie on the module path without having been resolved. */
    private static Optional<URI> onModulePath(String packageName) {
        Path[] entries = Arrays.stream(System.getProperty("jdk.module.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(Path::of).toArray(Path[]::new);
        try {
            return ModuleFinder.of(entries).findAll().stream()
                    .filter(module -> module.descriptor().packages().contains(packageName))
                    .findAny().flatMap(ModuleReference::location);
        } catch (FindException unreadable) {
            return Optional.empty();
        }
    }

    private static URI location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null ? null : source.getLocation().toURI();
        } catch (URISyntaxException unusual) {
            return null;
        }
    }

    private static String place(URI location) {
        if (location != null && "file".equals(location.getScheme())) {
            return Path.of(location).toString();
        }
        throw new DicomException("JPEG 2000 frames are decoded in a process of their own, which needs the jars of "
                + "Nacre and of jai-imageio as plain files: do not pack them into another archive");
    }

    private static String executable() {
        boolean windows = File.separatorChar == '\\';
        Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        if (Files.isExecutable(java)) {
            return java.toString();
        }
        return ProcessHandle.current().info().command().orElseThrow(() -> new DicomException(
                "JPEG 2000 frames are decoded in a process of their own, but this runtime has no java command: use a "
                        + "full runtime"));
    }
}
