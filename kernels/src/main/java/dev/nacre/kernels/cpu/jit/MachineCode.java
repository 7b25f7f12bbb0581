package dev.nacre.kernels.cpu.jit;

import dev.nacre.kernels.cpu.jit.Processor.Feature;
import java.util.Locale;
import java.util.Set;

/**
 * Whether emitted machine code serves this process, and which instructions it may use; decided once, and said once.
 *
 * <p>It serves on x86-64 Linux where the processor has AVX2 and the module may call native code; the property {@value
 * #PROPERTY} set to {@code false} turns it off, and {@code avx2} keeps it from using more. The other kernels compute
 * everything where it does not serve.
 */
public final class MachineCode {
    /** Property that turns machine code off by the value {@code false}, all beyond AVX2 by {@code avx2}. */
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

    /**
     * What kernels are written in.
     *
     * @throws IllegalStateException where machine code does not serve
     */
    public static InstructionSet instructionSet() {
        if (!INSTANCE.unavailable.isEmpty()) {
            throw new IllegalStateException("no machine code: " + INSTANCE.unavailable);
        }
        return INSTANCE.features.contains(Feature.AVX512) ? InstructionSet.AVX512 : InstructionSet.AVX2;
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
        var asked = System.getProperty(PROPERTY, "").strip();
        if (asked.equals("false")) {
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
            if (asked.equals("avx2")) {
                features.retainAll(Set.of(Feature.AVX2));
            }
            return new MachineCode(features, features.contains(Feature.AVX2) ? ""
                    : "the processor, or the system, lacks AVX2");
        } catch (IllegalStateException e) {
            return new MachineCode(Set.of(), e.getMessage());
        }
    }
}
