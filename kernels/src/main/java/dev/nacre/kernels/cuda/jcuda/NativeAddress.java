package dev.nacre.kernels.cuda.jcuda;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;

/** JCuda's pointers from and to addresses: its own constructors for that are protected. */
final class NativeAddress extends Pointer {
    private NativeAddress(long address) {
        super(address);
    }

    /** Memory of the host. */
    static Pointer of(MemorySegment memory) {
        return new NativeAddress(memory.address());
    }

    /** Memory of the device, for calls that take any pointer. */
    static Pointer of(long address) {
        return new NativeAddress(address);
    }

    /** Memory of the device. */
    static CUdeviceptr device(long address) {
        return new CUdeviceptr().withByteOffset(address);
    }

    /** Receives an address of the device. */
    static final class OnDevice extends CUdeviceptr {
        long address() {
            return getNativePointer();
        }
    }

    /** Receives a stream, whose address can be asked for. */
    static final class OfStream extends CUstream {
        long address() {
            return getNativePointer();
        }
    }

    /** Receives an address of the host. */
    static final class OnHost extends Pointer {
        long address() {
            return getNativePointer();
        }
    }
}
