package dev.nacre.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory this process has resident, as the operating system counts it. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {
    }

    /** The most so far, for people: mebibytes, or that they are not known. */
    public static String peakText() {
        OptionalLong bytes = peak();
        return bytes.isPresent() ? (bytes.getAsLong() >> 20) + " MiB" : "an amount that this system does not tell";
    }

    /** The most so far in bytes; empty where the operating system does not say (anything but Linux). */
    public static OptionalLong peak() {
        return read("VmHWM:");
    }

    /** At this moment, in bytes; empty where the operating system does not say. */
    public static OptionalLong now() {
        return read("VmRSS:");
    }

    private static OptionalLong read(String field) {
        try {
            if (Files.isReadable(STATUS)) {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith(field)) {
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
