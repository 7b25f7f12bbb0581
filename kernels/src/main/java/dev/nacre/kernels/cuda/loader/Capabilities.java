package dev.nacre.kernels.cuda.loader;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What CUDA can do on this machine, line by line, without having loaded anything but the driver.
 *
 * @param lines   one for each part, in the order in which they are needed
 * @param devices what the driver sees, in its order
 * @param cuda    the newest CUDA whose cuBLAS is there and that the driver knows: {@code 13}, {@code 12}, or ""
 */
public record Capabilities(List<Capability> lines, List<DeviceFound> devices, String cuda) {
    /** Copies the lists. */
    public Capabilities {
        lines = List.copyOf(lines);
        devices = List.copyOf(devices);
    }

    /** Whether tensors can be put on a GPU here. */
    public boolean serve() {
        return lines.stream().noneMatch(line -> line.state() == Capability.State.MISSING);
    }

    /** Empty where CUDA can serve; else what is missing first, and the cure. */
    public String unavailable() {
        return lines.stream().filter(line -> line.state() == Capability.State.MISSING).findFirst()
                .map(Capability::toString).orElse("");
    }

    @Override
    public String toString() {
        return lines.stream().map(Capability::toString).collect(Collectors.joining(System.lineSeparator()));
    }
}
