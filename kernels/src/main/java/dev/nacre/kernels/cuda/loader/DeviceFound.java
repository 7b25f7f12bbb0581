package dev.nacre.kernels.cuda.loader;

/**
 * A GPU as the driver describes it.
 *
 * @param index number of the device, from 0
 * @param name  such as {@code NVIDIA H200}
 * @param major compute capability, before the dot
 * @param minor compute capability, after the dot
 * @param bytes memory
 */
public record DeviceFound(int index, String name, int major, int minor, long bytes) {
    /** The oldest architecture for which kernels are compiled: Ampere. */
    static final int OLDEST_MAJOR = 8;

    /** Whether the kernels run on it. */
    boolean serves() {
        return major >= OLDEST_MAJOR;
    }

    @Override
    public String toString() {
        return "cuda" + (index == 0 ? "" : ":" + index) + " " + name + ", compute capability " + major + "." + minor
                + ", " + (bytes >> 20) + " MiB";
    }
}
