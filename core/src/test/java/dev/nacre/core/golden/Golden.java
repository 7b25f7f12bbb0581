package dev.nacre.core.golden;

import dev.nacre.core.io.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the golden values: in the directory that the system property {@code nacre.golden} names, or, where it is empty,
 * among the test resources. An absent file fails the test, except those of the large networks: these skip it.
 */
public final class Golden {
    private static final String PROPERTY = "nacre.golden";
    private static final String BESIDE = "../shared/golden";
    private static final Set<String> MAY_BE_ABSENT = Set.of("models/efficientnet-b5-native.safetensors",
            "models/bert.safetensors", "models/modernbert.safetensors");

    private Golden() {
    }

    /** A golden file on the disk, by its path inside the golden directory, such as {@code ops/ops.json}. */
    public static Path file(String name) {
        String directory = System.getProperty(PROPERTY, "");
        Path file = directory.isBlank() ? inResources(name) : directory(directory).resolve(name);
        if (file == null || !Files.isRegularFile(file)) {
            String message = "The golden file " + name + " is not in "
                    + (directory.isBlank() ? "the test resources" : directory) + "; see the golden README.";
            Assumptions.assumeFalse(mayBeAbsent(name), message);
            Assertions.fail(message);
        }
        return file;
    }

    /** The large files are not among the resources; they may lie beside the project. */
    private static Path inResources(String name) {
        Path resource = resource(name);
        return resource != null || !mayBeAbsent(name) ? resource
                : Stream.of(Path.of(BESIDE), Path.of("..").resolve(BESIDE)).map(folder -> folder.resolve(name))
                        .filter(Files::isRegularFile).findFirst().orElse(null);
    }

    /** A golden safetensors file, opened. */
    public static SafetensorsFile safetensors(String name) {
        return SafetensorsFile.open(file(name));
    }

    /** The text of a golden file. */
    public static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean mayBeAbsent(String name) {
        return MAY_BE_ABSENT.contains(name) || name.startsWith("preprocess/");
    }

    /** Surefire runs in the folder of a module, while people give the path as seen from the project's root. */
    private static Path directory(String given) {
        return Stream.of(Path.of(given), Path.of("..").resolve(given))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> Assertions.fail("The system property " + PROPERTY + " names " + given
                        + ", which is not a directory seen from " + Path.of("").toAbsolutePath() + " or its parent."));
    }

    private static Path resource(String name) {
        URL url = Golden.class.getResource("/golden/" + name);
        if (url == null) {
            return null;
        }
        try {
            return url.getProtocol().equals("file") ? Path.of(url.toURI()) : unpacked(url, name);
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("The resource " + url + " cannot be read", unreadable);
        }
    }

    /** A file can be mapped, an entry of the test jar cannot. */
    private static Path unpacked(URL url, String name) throws IOException {
        Path copy = Files.createTempFile("nacre-golden-", name.substring(name.lastIndexOf('.')));
        copy.toFile().deleteOnExit();
        try (InputStream content = url.openStream()) {
            Files.write(copy, content.readAllBytes());
        }
        return copy;
    }
}
