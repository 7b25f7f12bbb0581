package dev.nacre.core;

import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Backward;
import dev.nacre.core.op.Cast;
import dev.nacre.core.op.Node;
import dev.nacre.core.op.Spec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/**
 * An immutable array of elements of one type, row-major; pictures are {@code [batch, height, width, channel]}. Results
 * of operations remember how they were made, so that {@link #backward()} can be called on a loss.
 *
 * <p>A tensor is a handle on shared memory. It goes back when the handle is closed, when its {@link Scope} ends, or, if
 * the program merely drops it, when the garbage collector notices. Using it afterwards is an error that says so.
 */
public final class Tensor implements AutoCloseable, Arithmetic, Functions, Reductions, Views, Products, Indexing {
    private final Device device;
    private final Layout layout;
    private final DType type;
    private final Hold hold;
    private final Node node;
    private final int outputIndex;
    private final boolean leafGrad;

    private Tensor(Device device, Operand operand, Node node, int outputIndex, boolean leafGrad, boolean scoped) {
        this.device = device;
        this.layout = operand.layout();
        this.type = operand.type();
        this.node = node;
        this.outputIndex = outputIndex;
        this.leafGrad = leafGrad;
        this.hold = new Hold(operand.storage(), scoped ? Scope.current() : null);
        hold.register(this);
    }

    // ---- what it is -------------------------------------------------------------------------------------------------

    /** The element type. */
    public DType type() {
        return type;
    }

    /** The sizes, outermost first. */
    public Shape shape() {
        return layout.shape();
    }

    /** The size of one dimension; negative dimensions count from the end. */
    public long size(int dim) {
        return layout.shape().size(dim);
    }

    /** Number of dimensions. */
    public int rank() {
        return layout.shape().rank();
    }

    /** Number of elements. */
    public long elements() {
        return layout.shape().elements();
    }

    /** Where it lives. */
    public Device device() {
        return device;
    }

    /** Type and shape. */
    public Spec spec() {
        return new Spec(type, layout.shape());
    }

    // ---- gradients --------------------------------------------------------------------------------------------------

    /** A leaf on the same memory whose gradient {@link #backward()} finds. */
    public Tensor requireGrad() {
        if (!type.isFloating()) {
            throw new ShapeException("requireGrad: " + spec() + " holds integers, which have no gradient");
        }
        return share(layout, null, 0, true, true);
    }

    /** Whether a backward pass would reach a leaf through this tensor. */
    public boolean requiresGrad() {
        return leafGrad || node != null;
    }

    /** Whether no recorded operation made it. */
    public boolean isLeaf() {
        return node == null;
    }

    /** The same values, without their history. */
    public Tensor detach() {
        return share(layout, null, 0, false, true);
    }

    /**
     * Gradients of this scalar with respect to every leaf that it depends on. Consumes the recorded graph.
     *
     * @throws ShapeException        unless this has exactly one element
     * @throws IllegalStateException if no leaf with {@link #requireGrad()} is involved
     */
    public Gradients backward() {
        if (elements() != 1) {
            throw new ShapeException("backward() starts from a loss of one element, not " + spec()
                    + ": reduce it with sum() or mean(), or give a cotangent");
        }
        return backward(device.run(() -> Tensor.full(1, type, shape())));
    }

    /** Gradients of Σ this·cotangent. */
    public Gradients backward(Tensor cotangent) {
        if (!requiresGrad()) {
            throw new IllegalStateException("backward: " + spec() + " does not depend on any tensor that requires a "
                    + "gradient; was it computed without recording, or detached?");
        }
        return new Gradients(Backward.gradients(List.of(this), List.of(cotangent)));
    }

    // ---- memory -----------------------------------------------------------------------------------------------------

    /** Elements row-major without gaps: this tensor, or a copy. */
    public Tensor contiguous() {
        return layout.isContiguous() ? this : Apply.one(new Cast(type), this);
    }

    /** The elements converted to another type: this tensor if it has that type already. */
    public Tensor to(DType target) {
        return type == target ? this : Apply.one(new Cast(target), this);
    }

    /** The same values on another device, detached; this tensor if it is there already. */
    public Tensor to(Device target) {
        if (device.equals(target)) {
            return this;
        }
        try (Arena arena = Arena.ofConfined()) {
            return Creation.upload(target, type, shape(), download(arena));
        }
    }

    /** A copy of all elements, row-major, in their own type. */
    public MemorySegment download(Arena arena) {
        Tensor dense = Autograd.withoutGradients(this::contiguous);
        MemorySegment target = arena.allocate(Math.max(1, elements() * type.bytes()), 64)
                .asSlice(0, elements() * type.bytes());
        Storage storage = dense.retained();
        try {
            Backends.of(device).download(storage, dense.layout.offset(), target);
        } finally {
            storage.release();
        }
        return target;
    }

    /** All elements as float32, row-major. */
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(elements())];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = download(arena);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) type.get(memory, i);
            }
        }
        return values;
    }

    /** All elements as float64, row-major. */
    public double[] toDoubles() {
        double[] values = new double[Math.toIntExact(elements())];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = download(arena);
            for (int i = 0; i < values.length; i++) {
                values[i] = type.get(memory, i);
            }
        }
        return values;
    }

    /** All elements as integers, row-major; floating values are truncated. */
    public long[] toLongs() {
        long[] values = new long[Math.toIntExact(elements())];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = download(arena);
            for (int i = 0; i < values.length; i++) {
                values[i] = type.getLong(memory, i);
            }
        }
        return values;
    }

    /** The only element. @throws ShapeException if there are more */
    public double item() {
        if (elements() != 1) {
            throw new ShapeException("item() reads one element, this is " + spec());
        }
        return toDoubles()[0];
    }

    /** Lets go of the memory at once. Closing twice does nothing. */
    @Override
    public void close() {
        hold.release("close()");
    }

    @Override
    public String toString() {
        return "tensor " + spec() + (device.equals(Device.CPU) ? "" : " on " + device);
    }

    // ---- for operations and backends --------------------------------------------------------------------------------

    /** Storage and layout. @throws IllegalStateException if the tensor was released */
    public Operand operand() {
        return new Operand(storage(), layout);
    }

    /** As {@link #operand()}, with one more holder of the storage, whom the caller releases. */
    public Operand retainedOperand() {
        return new Operand(retained(), layout);
    }

    /** Where the elements lie in the storage. */
    public Layout layout() {
        return layout;
    }

    /** A tensor over an operand whose share of the storage becomes the tensor's; {@code node} made it, or null. */
    public static Tensor over(Device device, Operand operand, Node node, int outputIndex) {
        return new Tensor(device, operand, node, outputIndex, false, true);
    }

    /** Another look at the same memory, made by {@code node}, or by nothing. */
    public Tensor look(Layout other, Node maker) {
        return share(other, maker, 0, false, true);
    }

    /** A detached handle in no scope: whoever asks for it closes it. */
    public Tensor hold() {
        return share(layout, null, 0, false, false);
    }

    /** As {@link #hold}, and a leaf whose gradient {@link #backward()} finds: what a parameter is made of. */
    public Tensor holdLeaf() {
        return share(layout, null, 0, true, false);
    }

    /** The operation that made it, or null. */
    public Node node() {
        return node;
    }

    /** Which output of that operation it is. */
    public int outputIndex() {
        return outputIndex;
    }

    Hold holding() {
        return hold;
    }

    private Storage storage() {
        return hold.storage(type, layout);
    }

    private Tensor share(Layout other, Node maker, int index, boolean leaf, boolean scoped) {
        return new Tensor(device, new Operand(retained(), other), maker, index, leaf, scoped);
    }

    private Storage retained() {
        // The collector must not take this handle, and with it the storage, before it is held.
        Storage storage = hold.retained(type, layout);
        Reference.reachabilityFence(this);
        return storage;
    }

    // ---- creation ---------------------------------------------------------------------------------------------------

    /** A float32 tensor of these values, row-major. Without sizes: one dimension. */
    public static Tensor of(float[] values, long... sizes) {
        return Creation.floats(values, sizes);
    }

    /** A float64 tensor of these values, row-major. Without sizes: one dimension. */
    public static Tensor of(double[] values, long... sizes) {
        return Creation.doubles(values, sizes);
    }

    /** An int32 tensor of these values, row-major. Without sizes: one dimension. */
    public static Tensor of(int[] values, long... sizes) {
        return Creation.ints(values, sizes);
    }

    /** An int64 tensor of these values, row-major. Without sizes: one dimension. */
    public static Tensor of(long[] values, long... sizes) {
        return Creation.longs(values, sizes);
    }

    /** A bool tensor of these values, row-major. Without sizes: one dimension. */
    public static Tensor of(boolean[] values, long... sizes) {
        return Creation.booleans(values, sizes);
    }

    /** Row-major elements of some type, copied from host memory to the current device. */
    public static Tensor of(DType type, Shape shape, MemorySegment elements) {
        return Creation.memory(type, shape, elements);
    }

    /** A float32 scalar. */
    public static Tensor scalar(double value) {
        return full(value, DType.FLOAT32, Shape.SCALAR);
    }

    /** Every element {@code value}; one element is stored, the rest is an expanded view. */
    public static Tensor full(double value, DType type, Shape shape) {
        return Creation.full(value, type, shape);
    }

    /** Float32 zeros. */
    public static Tensor zeros(long... sizes) {
        return full(0, DType.FLOAT32, Shape.of(sizes));
    }

    /** Zeros of some type. */
    public static Tensor zeros(DType type, Shape shape) {
        return full(0, type, shape);
    }

    /** Float32 ones. */
    public static Tensor ones(long... sizes) {
        return full(1, DType.FLOAT32, Shape.of(sizes));
    }

    /** The int32 numbers 0 … n − 1. */
    public static Tensor arange(int n) {
        return Creation.arange(n);
    }

    /** Float32 values from the standard normal distribution, a pure function of the key. */
    public static Tensor randn(Key key, long... sizes) {
        return Creation.random(key, Distribution.STANDARD_NORMAL, Shape.of(sizes));
    }

    /** Float32 values drawn from a distribution, a pure function of the key. */
    public static Tensor random(Key key, Distribution distribution, long... sizes) {
        return Creation.random(key, distribution, Shape.of(sizes));
    }
}
