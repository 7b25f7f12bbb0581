package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.util.List;

/**
 * Emits a {@link DepthwiseWeightRow}. The sums of as many taps as fit stay in registers while a vector of channels
 * walks along the row, a few pixels of the cotangent at a time, so that an input pixel is loaded once for all of them.
 */
final class DepthwiseWeightEmitter {
    private static final int REGISTERS = 32;
    private static final int LANES = 16;
    /** Registers through which input pixels pass. */
    private static final int PASSING = 2;
    private static final int PIXELS = 4;
    private static final Gpr TABLE = Gpr.RDI;
    private static final Gpr COUNT = Gpr.RSI;
    private static final Gpr CHANNELS = Gpr.RAX;
    private static final Gpr INPUT = Gpr.RDX;
    private static final Gpr COTANGENT = Gpr.RCX;
    private static final Gpr LEFT = Gpr.R13;
    private static final List<Gpr> POINTERS = List.of(Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11, Gpr.RBX, Gpr.R12, Gpr.R14,
            Gpr.R15, Gpr.RBP);

    private final DepthwiseRow.Shape shape;
    private final DType type;
    private final int rowsAtOnce;
    private final int tail;
    private final Assembler assembler = new Assembler();
    private final RowMemory memory;

    DepthwiseWeightEmitter(DepthwiseRow.Shape shape, DType type) {
        if (shape.rows() + 2 > POINTERS.size() || shape.columns() > REGISTERS - PASSING - PIXELS) {
            throw new IllegalArgumentException("a kernel of " + shape.rows() + " x " + shape.columns()
                    + " is too large for emitted weight gradients");
        }
        this.shape = shape;
        this.type = type;
        this.rowsAtOnce = Math.min(shape.rows(), (REGISTERS - PASSING - PIXELS) / shape.columns());
        this.tail = shape.channels() % LANES;
        this.memory = new RowMemory(InstructionSet.AVX512, assembler, null, null, tail, false);
    }

    Assembler emit() {
        var saved = CallingConvention.SYSTEM_V.preserved();
        assembler.save(saved);
        memory.begin(CHANNELS);
        for (int row = 0; row < shape.rows(); row += rowsAtOnce) {
            rows(row, Math.min(row + rowsAtOnce, shape.rows()));
        }
        assembler.restore(saved);
        assembler.endVectors();
        assembler.returnToCaller();
        return assembler;
    }

    private void rows(int begin, int end) {
        for (int i = 0; i < shape.rows() + 2; i++) {
            assembler.load(POINTERS.get(i), Address.at(TABLE, (long) i * RowEmitter.ENTRY));
        }
        int whole = shape.channels() / LANES;
        if (whole > 0) {
            assembler.move(CHANNELS, whole);
            assembler.loop(CHANNELS, () -> {
                vector(begin, end, false);
                for (int i = 0; i < shape.rows() + 2; i++) {
                    int bytes = i == shape.rows() ? type.bytes() : Float.BYTES;
                    assembler.add(POINTERS.get(i), (long) LANES * bytes);
                }
            });
        }
        if (tail > 0) {
            vector(begin, end, true);
        }
    }

    private void vector(int begin, int end, boolean masked) {
        for (int row = begin; row < end; row++) {
            for (int column = 0; column < shape.columns(); column++) {
                memory.load(DType.FLOAT32, sum(row - begin, column), sumPlace(row, column), masked);
            }
        }
        assembler.move(INPUT, 0);
        assembler.move(COTANGENT, 0);
        assembler.move(LEFT, COUNT);
        pixels(begin, end, PIXELS, masked);
        pixels(begin, end, 1, masked);
        for (int row = begin; row < end; row++) {
            for (int column = 0; column < shape.columns(); column++) {
                memory.store(DType.FLOAT32, sumPlace(row, column), sum(row - begin, column), masked);
            }
        }
    }

    /** Groups of {@code count} pixels while there are as many left. */
    private void pixels(int begin, int end, int count, boolean masked) {
        var again = new Label();
        var done = new Label();
        assembler.bind(again);
        assembler.compare(LEFT, count);
        assembler.jump(Condition.LESS, done);
        for (int pixel = 0; pixel < count; pixel++) {
            memory.load(type, cotangent(pixel), Address.at(POINTERS.get(shape.rows()), COTANGENT, 1,
                    pixel * shape.outputPixel() * type.bytes()), masked);
        }
        int loads = 0;
        for (int at = 0; at < (count - 1) * shape.step() + shape.columns(); at++) {
            if (!meets(at, count)) {
                continue;
            }
            for (int row = begin; row < end; row++) {
                var input = Vector.zmm(REGISTERS - 1 - loads % PASSING);
                loads++;
                memory.load(DType.FLOAT32, input, Address.at(POINTERS.get(row), INPUT, 1,
                        at * shape.inputPixel() * Float.BYTES), masked);
                for (int pixel = 0; pixel < count; pixel++) {
                    int column = at - pixel * shape.step();
                    if (column >= 0 && column < shape.columns()) {
                        assembler.emit(VectorInstruction.VFMADD231PS, sum(row - begin, column), input,
                                cotangent(pixel));
                    }
                }
            }
        }
        assembler.add(INPUT, count * shape.step() * shape.inputPixel() * Float.BYTES);
        assembler.add(COTANGENT, count * shape.outputPixel() * type.bytes());
        assembler.subtract(LEFT, count);
        assembler.jump(again);
        assembler.bind(done);
    }

    /** Whether an input pixel of a group meets one of its cotangents: steps may be longer than the kernel. */
    private boolean meets(int at, int count) {
        for (int pixel = 0; pixel < count; pixel++) {
            int column = at - pixel * shape.step();
            if (column >= 0 && column < shape.columns()) {
                return true;
            }
        }
        return false;
    }

    private Vector sum(int row, int column) {
        return Vector.zmm(row * shape.columns() + column);
    }

    private Vector cotangent(int pixel) {
        return Vector.zmm(rowsAtOnce * shape.columns() + pixel);
    }

    private Address sumPlace(int row, int column) {
        return Address.at(POINTERS.get(shape.rows() + 1),
                shape.taps().get(row * shape.columns() + column) * Float.BYTES);
    }
}
