package dev.nacre.kernels.cpu;

import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.core.memory.NativePool;
import dev.nacre.kernels.cpu.jit.MachineCode;

/** Offers the vector kernels for the processor, and the scalar ones where the vector module is missing. */
public final class CpuBackendProvider implements BackendProvider {
    private static final int PRIORITY = 100;

    /** For {@link java.util.ServiceLoader}. */
    public CpuBackendProvider() {
    }

    @Override
    public String deviceKind() {
        return "cpu";
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public String unavailable() {
        return "";
    }

    @Override
    public Backend create(int index) {
        if (!CpuProvider.modulePresent()) {
            System.getLogger("dev.nacre").log(System.Logger.Level.WARNING, "the vector module is missing, so slower "
                    + "scalar kernels serve; start java with {0}", CpuProvider.FLAG);
        }
        if (CpuProvider.vectors() && MachineCode.lacksPermission()) {
            System.getLogger("dev.nacre").log(System.Logger.Level.WARNING, "the fastest kernels are machine code, "
                    + "which Java may not call here, so slower ones serve; start java with {0}", MachineCode.flag());
        }
        if (LargePages.serve()) {
            NativePool.shared().mapFrom(LargePages::map);
        }
        return new CpuBackend(Workers.configured());
    }
}
