package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.CudaException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptor;
import jcuda.jcudnn.cudnnStatus;

/**
 * An object of cuDNN's graph interface: it is made, given attributes by number, and finished. Values go through native
 * memory, since JCuda passes nothing but addresses on here; cuDNN copies them.
 */
final class GraphDescriptor extends cudnnBackendDescriptor implements AutoCloseable {
    private GraphDescriptor() {
    }

    /** An unfinished object of that type. */
    static GraphDescriptor of(int type) {
        GraphDescriptor descriptor = new GraphDescriptor();
        check("cudnnBackendCreateDescriptor of " + type, JCudnn.cudnnBackendCreateDescriptor(type, descriptor));
        return descriptor;
    }

    /** Throws unless the call succeeded, in cuDNN's own words: its numbers differ between versions. */
    static void check(String call, int status) {
        if (status != cudnnStatus.CUDNN_STATUS_SUCCESS) {
            throw new CudaException(call + " answered with error " + status + ": "
                    + JCudnn.cudnnGetErrorString(status));
        }
    }

    private GraphDescriptor set(int name, int type, long count, MemorySegment values) {
        check("cudnnBackendSetAttribute of " + name, JCudnn.cudnnBackendSetAttribute(this, name, type, count,
                NativeAddress.of(values)));
        return this;
    }

    /** One value of an enumeration, which is a type of its own. */
    GraphDescriptor choice(int name, int type, int value) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, type, 1, arena.allocateFrom(ValueLayout.JAVA_INT, value));
        }
    }

    /** The type of elements or of sums. */
    GraphDescriptor type(int name, int type) {
        return choice(name, cudnnBackendAttributeType.CUDNN_TYPE_DATA_TYPE, type);
    }

    /** Integers. */
    GraphDescriptor integers(int name, long... values) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, cudnnBackendAttributeType.CUDNN_TYPE_INT64, values.length,
                    arena.allocateFrom(ValueLayout.JAVA_LONG, values));
        }
    }

    /** A number. */
    GraphDescriptor number(int name, float value) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, cudnnBackendAttributeType.CUDNN_TYPE_FLOAT, 1,
                    arena.allocateFrom(ValueLayout.JAVA_FLOAT, value));
        }
    }

    /** Yes. */
    GraphDescriptor flag(int name) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, cudnnBackendAttributeType.CUDNN_TYPE_BOOLEAN, 1,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 1));
        }
    }

    /** Bytes of a text. */
    GraphDescriptor text(int name, int type, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, type, bytes.length, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
        }
    }

    /** Addresses, of a type that is one. */
    GraphDescriptor addresses(int name, int type, long... addresses) {
        try (Arena arena = Arena.ofConfined()) {
            return set(name, type, addresses.length, arena.allocateFrom(ValueLayout.JAVA_LONG, addresses));
        }
    }

    /** Other objects, finished. */
    GraphDescriptor parts(int name, List<GraphDescriptor> parts) {
        return addresses(name, cudnnBackendAttributeType.CUDNN_TYPE_BACKEND_DESCRIPTOR,
                parts.stream().mapToLong(GraphDescriptor::getNativePointer).toArray());
    }

    /** Another object, finished. */
    GraphDescriptor part(int name, GraphDescriptor part) {
        return parts(name, List.of(part));
    }

    /** Closes it to changes; {@code what} it is, for an error. */
    GraphDescriptor finish(String what) {
        check("cudnnBackendFinalize of " + what, JCudnn.cudnnBackendFinalize(this));
        return this;
    }

    /** Whether cuDNN takes it as it is. */
    boolean finishes() {
        return JCudnn.cudnnBackendFinalize(this) == cudnnStatus.CUDNN_STATUS_SUCCESS;
    }

    /** An integer that it has. */
    long integer(int name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
            check("cudnnBackendGetAttribute of " + name, JCudnn.cudnnBackendGetAttribute(this, name,
                    cudnnBackendAttributeType.CUDNN_TYPE_INT64, 1, new long[1], NativeAddress.of(value)));
            return value.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /** Values of an enumeration, {@code most} at most. */
    int[] choices(int name, int type, int most) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(ValueLayout.JAVA_INT, most);
            long[] count = new long[1];
            check("cudnnBackendGetAttribute of " + name, JCudnn.cudnnBackendGetAttribute(this, name, type, most, count,
                    NativeAddress.of(values)));
            return values.asSlice(0, Math.min(most, count[0]) * Integer.BYTES).toArray(ValueLayout.JAVA_INT);
        }
    }

    /** Fills unfinished objects from what this one has; answers how many. */
    int fill(int name, List<GraphDescriptor> targets) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment addresses = arena.allocateFrom(ValueLayout.JAVA_LONG,
                    targets.stream().mapToLong(GraphDescriptor::getNativePointer).toArray());
            long[] count = new long[1];
            check("cudnnBackendGetAttribute of " + name, JCudnn.cudnnBackendGetAttribute(this, name,
                    cudnnBackendAttributeType.CUDNN_TYPE_BACKEND_DESCRIPTOR, targets.size(), count,
                    NativeAddress.of(addresses)));
            return (int) Math.min(targets.size(), count[0]);
        }
    }

    @Override
    public void close() {
        check("cudnnBackendDestroyDescriptor", JCudnn.cudnnBackendDestroyDescriptor(this));
    }
}
