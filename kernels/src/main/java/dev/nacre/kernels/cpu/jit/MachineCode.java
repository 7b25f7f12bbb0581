package dev.nacre.kernels.cpu.jit;

import dev.nacre.kernels.cpu.jit.Processor.Feature;
import java.util.Locale;
import java.util.Set;

/**
 * Whether emitted machine code serves this process, and which instructions it may use; decided once, and said once.
 *
 * <p>It serves on x86-64 Linux where the module may call native code; the property {@value #PROPERTY} set to
 * {@code false} turns it off. The other kernels compute everything where it does not serve.
 */
public final class MachineCode {
    /** Property that turns machine code off by the value {@code false}. */
    public static final String PROPERTY = "nacre.jit";
    /** The flag without which native code may not be called. */
    public static final String FLAG = "--enable-native-access=ALL-UNNAMED";
    private static final String MODULE_FLAG = "--enable-native-access=dev.nacre.kernels";
    private static final String PERMISSION = "start java with ";
    private static final MachineCode INSTANCE = find();

    private final Set<Feature> features;
    private final String unavailable;

    private MachineCode(Set<Feature> features, String unavailable) {
        this.features = features;
        this.unavailable = unavailable;
    }

    /** Why it does not serve; empty where it does. */
    public static String unavailable() {
        return INSTANCE.unavailable;
    }

    /** Whether it would serve, had this process been started with {@link #flag}. */
    public static boolean lacksPermission() {
        return INSTANCE.unavailable.equals(PERMISSION + flag());
    }

    /** Whether kernels of AVX-512 serve. */
    public static boolean hasAvx512() {
        return INSTANCE.features.contains(Feature.AVX512);
    }

    /** Whether products of bfloat16 in tiles serve. */
    public static boolean hasTiles() {
        return INSTANCE.features.contains(Feature.AMX_BF16);
    }

    /** Whether conversions to bfloat16 and products of pairs in vectors serve. */
    public static boolean hasBfloat16() {
        return INSTANCE.features.contains(Feature.AVX512_BF16);
    }

    /** The flag that this process lacks, in the words of how it was started. */
    public static String flag() {
        return MachineCode.class.getModule().isNamed() ? MODULE_FLAG : FLAG;
    }

    private static MachineCode find() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var architecture = System.getProperty("os.arch", "");
        if (System.getProperty(PROPERTY, "").strip().equals("false")) {
            return new MachineCode(Set.of(), "the property " + PROPERTY + " is false");
        }
        if (!system.equals("linux") || !architecture.equals("amd64")) {
            return new MachineCode(Set.of(), "it is written for x86-64 Linux, this is " + system + " on "
                    + architecture);
        }
        if (!MachineCode.class.getModule().isNativeAccessEnabled()) {
            return new MachineCode(Set.of(), PERMISSION + flag());
        }
        try {
            var features = Processor.features();
            return new MachineCode(features, features.contains(Feature.AVX512) ? ""
                    : "the processor, or the system, lacks AVX-512");
        } catch (IllegalStateException e) {
            return new MachineCode(Set.of(), e.getMessage());
        }
    }
}
