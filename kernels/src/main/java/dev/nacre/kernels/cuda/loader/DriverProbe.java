package dev.nacre.kernels.cuda.loader;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the driver, by the foreign function interface, whether it works and what it sees. What fails is an answer, not
 * an exception.
 *
 * @param version   of CUDA that the driver knows, such as 13000 for 13.0; 0 where it did not say
 * @param devices   what it sees
 * @param complaint the first thing that failed, or ""
 * @param cure      what to do about that, or ""
 */
record DriverProbe(int version, List<DeviceFound> devices, String complaint, String cure) {
    /** The driver of CUDA 12.0: the oldest that reads the kernels' PTX. */
    static final int OLDEST_VERSION = 12000;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final int NAME_BYTES = 256;
    private static final int ATTRIBUTE_MAJOR = 75;
    private static final int ATTRIBUTE_MINOR = 76;
    private static final int NO_DEVICE = 100;
    private static final int SYSTEM_NOT_READY = 802;
    private static final int DRIVER_MISMATCH = 803;

    /** A call that answered with an error. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;

        Refused(String function, int code) {
            super(function + " answered with error " + code);
            this.code = code;
        }
    }

    static DriverProbe of(SymbolLookup driver) {
        try (Arena arena = Arena.ofConfined()) {
            return ask(driver, arena);
        } catch (Refused e) {
            return new DriverProbe(0, List.of(), e.getMessage(), cure(e.code));
        }
    }

    private static DriverProbe ask(SymbolLookup driver, Arena arena) throws Refused {
        MemorySegment number = arena.allocate(INT);
        call(driver, "cuInit", List.of(INT), 0);
        call(driver, "cuDriverGetVersion", List.of(POINTER), number);
        int version = number.get(INT, 0);
        call(driver, "cuDeviceGetCount", List.of(POINTER), number);
        int count = number.get(INT, 0);
        List<DeviceFound> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            devices.add(device(driver, arena, i));
        }
        if (version < OLDEST_VERSION) {
            return new DriverProbe(version, devices, "the driver knows CUDA " + text(version) + " at most",
                    "Install a driver of CUDA 12.0 or newer (525 or newer).");
        }
        return new DriverProbe(version, devices, "", "");
    }

    private static DeviceFound device(SymbolLookup driver, Arena arena, int index) throws Refused {
        MemorySegment number = arena.allocate(INT);
        MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
        MemorySegment name = arena.allocate(NAME_BYTES);
        call(driver, "cuDeviceGet", List.of(POINTER, INT), number, index);
        int device = number.get(INT, 0);
        call(driver, "cuDeviceGetName", List.of(POINTER, INT, INT), name, NAME_BYTES, device);
        call(driver, "cuDeviceTotalMem_v2", List.of(POINTER, INT), bytes, device);
        call(driver, "cuDeviceGetAttribute", List.of(POINTER, INT, INT), number, ATTRIBUTE_MAJOR, device);
        int major = number.get(INT, 0);
        call(driver, "cuDeviceGetAttribute", List.of(POINTER, INT, INT), number, ATTRIBUTE_MINOR, device);
        return new DeviceFound(index, name.getString(0), major, number.get(INT, 0),
                bytes.get(ValueLayout.JAVA_LONG, 0));
    }

    @SuppressWarnings("restricted")
    private static void call(SymbolLookup driver, String function, List<MemoryLayout> parameters, Object... arguments)
            throws Refused {
        MemorySegment address = driver.find(function)
                .orElseThrow(() -> new Refused(function + ", which is missing,", -1));
        int code;
        try {
            code = (int) Linker.nativeLinker().downcallHandle(address,
                    FunctionDescriptor.of(INT, parameters.toArray(MemoryLayout[]::new))).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("the driver's function " + function + " cannot be called", e);
        }
        if (code != 0) {
            throw new Refused(function, code);
        }
    }

    private static String cure(int code) {
        return switch (code) {
            case NO_DEVICE -> "The driver is there but sees no GPU: look at nvidia-smi and CUDA_VISIBLE_DEVICES, and"
                    + " start a container with its GPU (docker run --gpus all).";
            case SYSTEM_NOT_READY -> "The fabric manager of this host is not running: start nvidia-fabricmanager.";
            case DRIVER_MISMATCH -> "The kernel module and the driver library differ in version: restart the machine,"
                    + " or take the compatibility libraries out of LD_LIBRARY_PATH.";
            default -> "See whether nvidia-smi works; if it does not, install the driver anew.";
        };
    }

    /** {@code 12.6} for 12060. */
    static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }
}
