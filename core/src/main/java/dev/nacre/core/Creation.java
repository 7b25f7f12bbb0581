package dev.nacre.core;

import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Random;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;

/** How host values become tensors on the current device. */
final class Creation {
    private Creation() {
    }

    static Tensor floats(float[] values, long... sizes) {
        Shape shape = shape(values.length, sizes);
        return upload(Device.current(), DType.FLOAT32, shape, MemorySegment.ofArray(values));
    }

    static Tensor doubles(double[] values, long... sizes) {
        Shape shape = shape(values.length, sizes);
        return upload(Device.current(), DType.FLOAT64, shape, MemorySegment.ofArray(values));
    }

    static Tensor ints(int[] values, long... sizes) {
        Shape shape = shape(values.length, sizes);
        return upload(Device.current(), DType.INT32, shape, MemorySegment.ofArray(values));
    }

    static Tensor longs(long[] values, long... sizes) {
        Shape shape = shape(values.length, sizes);
        return upload(Device.current(), DType.INT64, shape, MemorySegment.ofArray(values));
    }

    static Tensor booleans(boolean[] values, long... sizes) {
        Shape shape = shape(values.length, sizes);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, values.length)).asSlice(0, values.length);
            for (int i = 0; i < values.length; i++) {
                DType.BOOL.setLong(bytes, i, values[i] ? 1 : 0);
            }
            return upload(Device.current(), DType.BOOL, shape, bytes);
        }
    }

    static Tensor memory(DType type, Shape shape, MemorySegment elements) {
        if (elements.byteSize() != shape.elements() * type.bytes()) {
            throw new ShapeException(type + " of shape " + shape + " takes " + shape.elements() * type.bytes()
                    + " bytes, but " + elements.byteSize() + " were given");
        }
        return upload(Device.current(), type, shape, elements);
    }

    static Tensor full(double value, DType type, Shape shape) {
        Tensor scalar = made(type, Shape.SCALAR, (backend, storage) -> backend.fill(value, storage));
        if (shape.equals(Shape.SCALAR)) {
            return scalar;
        }
        try (scalar) {
            return Autograd.withoutGradients(() -> scalar.expand(shape));
        }
    }

    static Tensor arange(int n) {
        return made(DType.INT32, Shape.of(n), Backend::count);
    }

    /** Elements that the current device makes by itself. */
    private static Tensor made(DType type, Shape shape, BiConsumer<Backend, Storage> maker) {
        Device device = Device.current();
        Backend backend = Backends.of(device);
        Storage storage = backend.allocate(type, shape.elements());
        maker.accept(backend, storage);
        return Tensor.over(device, new Operand(storage, Layout.contiguous(shape)), null, 0);
    }

    static Tensor random(Key key, Distribution distribution, Shape shape) {
        return Apply.one(new Random(key, distribution, shape));
    }

    /** Copies row-major elements of the right type to a device. */
    static Tensor upload(Device device, DType type, Shape shape, MemorySegment elements) {
        Backend backend = Backends.of(device);
        Storage storage = backend.allocate(type, shape.elements());
        backend.upload(elements, storage);
        return Tensor.over(device, new Operand(storage, Layout.contiguous(shape)), null, 0);
    }

    private static Shape shape(int count, long... sizes) {
        Shape shape = sizes.length == 0 ? Shape.of(count) : Shape.of(sizes);
        if (shape.elements() != count) {
            throw new ShapeException("shape " + shape + " has " + shape.elements() + " elements, but " + count
                    + " values were given");
        }
        return shape;
    }
}
