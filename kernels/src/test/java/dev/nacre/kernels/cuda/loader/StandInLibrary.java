package dev.nacre.kernels.cuda.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A shared library written for a test: what a driver or a library of CUDA would answer, without either. */
public final class StandInLibrary {
    private StandInLibrary() {
    }

    /** Compiles C; the test is skipped where there is no compiler. The file's name is the library's own name, too. */
    public static Path compile(Path directory, String name, String source, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".c"), source);
        Path library = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-w", "-Wl,-soname," + name, "-o",
                library.toString(), file.toString()));
        command.addAll(List.of(options));
        run(command);
        return library;
    }

    /** Runs a command and answers what it printed; the test is skipped where the command is not there. */
    public static String run(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            Assumptions.abort("needs " + command.getFirst() + ", which is not on the PATH");
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** A driver that sees one GPU, or answers {@code cuInit} with an error. */
    public static String driver(int version, int initialised, int major) {
        return """
                #include <string.h>
                int cuInit(unsigned flags) { return %d; }
                int cuDriverGetVersion(int* version) { *version = %d; return 0; }
                int cuDeviceGetCount(int* count) { *count = 1; return 0; }
                int cuDeviceGet(int* device, int index) { *device = index; return 0; }
                int cuDeviceGetName(char* name, int length, int device) { strcpy(name, "Stand-in"); return 0; }
                int cuDeviceTotalMem_v2(size_t* bytes, int device) { *bytes = 8589934592; return 0; }
                int cuDeviceGetAttribute(int* value, int attribute, int device) {
                    *value = attribute == 75 ? %d : attribute == 76 ? 0 : attribute == 16 ? 132 : 1;
                    return 0;
                }
                """.formatted(initialised, version, major);
    }
}
