package dev.nacre.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory that this process ever had resident, as the operating system counts it. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {
    }

    /** For people: mebibytes, or that they are not known. */
    public static String text() {
        OptionalLong bytes = resident();
        return bytes.isPresent() ? (bytes.getAsLong() >> 20) + " MiB" : "an amount that this system does not tell";
    }

    /** Bytes; empty where the operating system does not say (anything but Linux). */
    public static OptionalLong resident() {
        try {
            if (Files.isReadable(STATUS)) {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith("VmHWM:")) {
                        return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) << 10);
                    }
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
