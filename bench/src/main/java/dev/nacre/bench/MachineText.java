package dev.nacre.bench;

import dev.nacre.core.Device;
import dev.nacre.core.backend.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this machine is, and which code runs, as far as they say so themselves. */
public final class MachineText {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Set<String> TELLING = Set.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    private MachineText() {
    }

    /** The processor's name, number and vectors. */
    public static String machine() {
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        try (Stream<String> all = Files.lines(PROCESSOR)) {
            List<String> lines = all.toList();
            Set<String> features = new TreeSet<>(List.of(field(lines, "flags").split(" ")));
            features.retainAll(TELLING);
            return field(lines, "model name") + " (family " + field(lines, "cpu family") + ", model "
                    + field(lines, "model") + "), " + cores + ", " + String.join(" ", features);
        } catch (IOException e) {
            return System.getProperty("os.arch") + ", " + cores;
        }
    }

    /** The machine, and the device on which tensors are computed here where that is not the processor. */
    public static String machineAndDevice() {
        Device device = Device.current();
        return device.equals(Device.CPU) ? machine()
                : machine() + "; computed on " + device + " (" + Backends.of(device).name() + ")";
    }

    private static String field(List<String> lines, String name) {
        return lines.stream().filter(line -> line.split("\t*:", 2)[0].equals(name)).findFirst()
                .map(line -> line.split(":", 2)[1].strip()).orElse("");
    }

    /** The commit of the checkout in which this runs. */
    public static String code() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes()).strip();
            return git.waitFor() == 0 ? said : "not stated";
        } catch (IOException e) {
            return "not stated";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not stated";
        }
    }
}
