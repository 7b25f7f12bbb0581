package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.jit.MachineCode;

/**
 * Which arithmetic serves this process: vectors of a given width, or scalar loops where the vector module is missing.
 *
 * <p>Nothing here mentions a class of the vector module, so that it can be asked before the module is known to be
 * there.
 */
public final class CpuProvider {
    /** Property that forces the width of vectors: 128, 256, 512, or {@code scalar}. */
    public static final String BITS_PROPERTY = "nacre.vector.bits";
    /** The flag without which only scalar kernels can serve. */
    public static final String FLAG = "--add-modules jdk.incubator.vector";
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean VECTORS = !scalarRequested() && modulePresent();

    private CpuProvider() {
    }

    /** Whether the vector kernels serve. */
    public static boolean vectors() {
        return VECTORS;
    }

    /** Whether emitted machine code serves: not where the property forces something else. */
    public static boolean machineCode() {
        return requested().isEmpty() && MachineCode.unavailable().isEmpty();
    }

    /** Whether emitted products in tiles serve. */
    static boolean tiles() {
        return requested().isEmpty() && MachineCode.hasTiles();
    }

    /** Whether the vector module was resolved when this process started. */
    public static boolean modulePresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Whether the property asks for scalar kernels. */
    static boolean scalarRequested() {
        return requested().equals("scalar");
    }

    /** The width that the property asks for, in bits; 0 where the processor chooses. */
    static int requestedBits() {
        return switch (requested()) {
            case "128" -> 128;
            case "256" -> 256;
            case "512" -> 512;
            case "", "scalar" -> 0;
            default -> throw new IllegalArgumentException("The property " + BITS_PROPERTY
                    + " must be 128, 256, 512 or scalar, but is '" + requested() + "'");
        };
    }

    private static String requested() {
        return System.getProperty(BITS_PROPERTY, "").strip();
    }
}
