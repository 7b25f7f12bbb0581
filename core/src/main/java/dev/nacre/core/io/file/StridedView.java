package dev.nacre.core.io.file;

import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.io.StoredType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.function.Function;

/**
 * One tensor as a window onto stored bytes: element {@code (i, j, …)} is number {@code offset + i·strides[0] +
 * j·strides[1] + …} of the storage. Several views may share a storage, and their windows may overlap.
 */
public final class StridedView {
    /** More dimensions than any tensor has; keeps messages and loops small. */
    public static final int MAX_RANK = 64;

    private final StoredType type;
    private final Shape shape;
    private final StoredBytes storage;
    private final long offset;
    private final long[] strides;
    private final ByteOrder order;

    private StridedView(StoredType type, Shape shape, StoredBytes storage, long offset, long[] strides,
            ByteOrder order) {
        this.type = type;
        this.shape = shape;
        this.storage = storage;
        this.offset = offset;
        this.strides = strides;
        this.order = order;
    }

    /**
     * A view, checked against its storage.
     *
     * @param offset  of the first element, in elements
     * @param sizes   of its dimensions
     * @param strides in elements, as many as sizes; zero repeats elements
     * @param order   of the bytes of one element in the storage
     * @throws ViewException saying in half a sentence what does not fit
     */
    public static StridedView of(StoredType type, StoredBytes storage, long offset, long[] sizes, long[] strides,
            ByteOrder order) {
        if (sizes.length > MAX_RANK || strides.length != sizes.length) {
            throw new ViewException("it has " + sizes.length + " sizes and " + strides.length + " strides");
        }
        Shape shape = shape(sizes);
        long available = storage.size() / type.bytes();
        long last = last(offset, sizes, strides);
        if (shape.elements() > 0 && (offset < 0 || last >= available)) {
            throw new ViewException("it reaches from element " + offset + " to " + last
                    + " of a storage that has " + available);
        }
        if (shape.elements() > Long.MAX_VALUE / type.bytes()) {
            throw new ViewException("its shape " + shape + " is impossible");
        }
        return new StridedView(type, shape, storage, offset, strides.clone(), order);
    }

    private static Shape shape(long[] sizes) {
        try {
            return Shape.of(sizes);
        } catch (ShapeException impossible) {
            throw new ViewException("its shape is impossible (" + impossible.getMessage() + ")", impossible);
        }
    }

    private static long last(long offset, long[] sizes, long[] strides) {
        long last = offset;
        try {
            for (int i = 0; i < sizes.length; i++) {
                if (strides[i] < 0) {
                    throw new ViewException("its stride " + strides[i] + " is negative");
                }
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, sizes[i] - 1), strides[i]));
            }
            return last;
        } catch (ArithmeticException overflow) {
            throw new ViewException("its strides reach beyond 2^63 elements", overflow);
        }
    }

    /** How its elements are held. */
    public StoredType type() {
        return type;
    }

    /** Sizes of its dimensions. */
    public Shape shape() {
        return shape;
    }

    /** How many bytes its elements take without gaps. */
    public long bytes() {
        return shape.elements() * type.bytes();
    }

    /** How many of these bytes the storage does not have, since strides of zero repeat elements. */
    public long repeatedBytes() {
        return Math.max(0, bytes() - storage.size());
    }

    /**
     * Its elements row-major and little-endian: a part of the storage where they lie there like this, otherwise a copy
     * on the heap.
     *
     * @throws ViewException saying in half a sentence why a copy is impossible
     */
    public MemorySegment elements() {
        return liesAsItIs() ? window(storage.read()) : briefly(copy -> copy);
    }

    /**
     * As {@link #elements()}, but alive while {@code use} runs and no longer.
     *
     * @throws ViewException saying in half a sentence why a copy is impossible
     */
    public <R> R briefly(Function<MemorySegment, R> use) {
        return liesAsItIs() ? storage.briefly(whole -> use.apply(window(whole)))
                : use.apply(storage.briefly(this::copied));
    }

    private boolean liesAsItIs() {
        return contiguousFrom() == 0 && hasOurByteOrder();
    }

    private boolean hasOurByteOrder() {
        return order == ByteOrder.LITTLE_ENDIAN || ByteSwap.unit(type) == 1;
    }

    private MemorySegment window(MemorySegment whole) {
        return whole.asSlice(shape.elements() == 0 ? 0 : offset * type.bytes(), bytes()).asReadOnly();
    }

    private MemorySegment copied(MemorySegment whole) {
        MemorySegment copy = MemorySegment.ofArray(array());
        if (shape.elements() > 0) {
            new Gather(whole, copy).run();
        }
        if (!hasOurByteOrder()) {
            ByteSwap.swap(copy, ByteSwap.unit(type));
        }
        return copy.asReadOnly();
    }

    private byte[] array() {
        if (bytes() > Integer.MAX_VALUE - 8) {
            throw new ViewException("its " + bytes() + " bytes do not lie in a row, and are too many to be"
                    + " copied: save it after .contiguous()");
        }
        try {
            return new byte[(int) bytes()];
        } catch (OutOfMemoryError scarce) {
            throw new ViewException("its " + bytes() + " bytes do not lie in a row, and Java's heap has no"
                    + " room for a copy: give -Xmx more", scarce);
        }
    }

    /** The first dimension from which on elements lie in a row: 0 if all do, the rank if only single ones do. */
    private int contiguousFrom() {
        long step = 1;
        int dim = shape.rank();
        while (dim > 0 && (shape.size(dim - 1) == 1 || strides[dim - 1] == step)) {
            dim--;
            step *= shape.size(dim);
        }
        return dim;
    }

    /** Copies run after run, the last index fastest. */
    private final class Gather {
        private final MemorySegment from;
        private final MemorySegment to;
        private final int outer = contiguousFrom();
        private final long run;
        private long written;

        private Gather(MemorySegment from, MemorySegment to) {
            this.from = from;
            this.to = to;
            long elements = 1;
            for (int dim = outer; dim < shape.rank(); dim++) {
                elements *= shape.size(dim);
            }
            run = elements * type.bytes();
        }

        private void run() {
            along(0, offset * type.bytes());
        }

        private void along(int dim, long begin) {
            if (dim == outer) {
                MemorySegment.copy(from, begin, to, written, run);
                written += run;
                return;
            }
            long step = strides[dim] * type.bytes();
            if (dim == outer - 1 && run <= Long.BYTES) {
                written = Elements.copy(from, begin, step, to, written, shape.size(dim), (int) run);
                return;
            }
            for (long i = 0; i < shape.size(dim); i++) {
                along(dim + 1, begin + i * step);
            }
        }
    }
}
