package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

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
        path.add(place(Jpeg2000Worker.class));
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

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, WorkerCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new DicomException("JPEG 2000 frames are decoded by jai-imageio-jpeg2000 and jai-imageio-core, which "
                    + "are not on the class path or module path: add them", missing);
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            URI location = source == null || source.getLocation() == null ? null : source.getLocation().toURI();
            if (location != null && "file".equals(location.getScheme())) {
                return Path.of(location).toString();
            }
        } catch (URISyntaxException unusual) {
            // Told below.
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
