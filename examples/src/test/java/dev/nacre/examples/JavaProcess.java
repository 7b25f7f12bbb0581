package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Tensor;
import dev.nacre.kernels.cpu.CpuProvider;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.nn.InputException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.lang3.StringUtils;

/**
 * A Java machine of its own, started as a host would start it, and what it answered.
 *
 * @param status exit code, −1 if it had to be ended
 * @param output of both streams
 */
public record JavaProcess(int status, String output) {
    private static final int TIMEOUT_SECONDS = 180;

    /** Runs {@code java} to its end; output passes through a file in {@code directory}. */
    public static JavaProcess run(Path directory, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new JavaProcess(ended ? process.exitValue() : -1, Files.readString(output));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Where the classes of the library lie that this test runs with, all that it needs included. */
    public static List<Path> library(boolean kernels) {
        List<Class<?>> witnesses = new ArrayList<>(List.of(Tensor.class, InputException.class,
                PretrainingTable.class, CSVFormat.class, org.apache.commons.io.IOUtils.class,
                org.apache.commons.codec.Charsets.class, Imaging.class, StringUtils.class));
        if (kernels) {
            witnesses.add(CpuProvider.class);
        }
        return witnesses.stream().map(JavaProcess::place).toList();
    }

    /** Where the decoder of JPEG 2000 lies, which works in a process of its own. */
    public static List<Path> jpeg2000() {
        try {
            return List.of(place(Class.forName("com.github.jaiimageio.jpeg2000.J2KImageReadParam")),
                    place(Class.forName("com.github.jaiimageio.impl.common.PackageUtil")));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Where a class was loaded from. */
    public static Path place(Class<?> witness) {
        try {
            return Path.of(witness.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A class path or module path. */
    public static String path(List<Path> places) {
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** It ended well and said this. */
    public void assertWorked(String... lines) {
        assertThat(status).as(output).isZero();
        assertThat(output).contains(lines);
    }
}
