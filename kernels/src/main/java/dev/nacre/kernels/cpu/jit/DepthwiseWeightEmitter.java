package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.util.List;

/**
 * Emits a {@link DepthwiseWeightRow}. The sums of as many taps as fit stay in registers while a vector of channels
 * walks along the row, a few pixels of the cotangent at a time, so that an input pixel is loaded once for all of them.
 */
final class DepthwiseWeightEmitter {
    /** Registers through which input pixels pass. */
    private static final int PASSING = 2;
    private static final int MOST_PIXELS = 4;
    private static final Gpr TABLE = Gpr.RDI;
    private static final Gpr COUNT = Gpr.RSI;
    private static final Gpr CHANNELS = Gpr.RAX;
    private static final Gpr INPUT = Gpr.RDX;
    private static final Gpr COTANGENT = Gpr.RCX;
    private static final Gpr LEFT = Gpr.R13;
    private static final List<Gpr> POINTERS = List.of(Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11, Gpr.RBX, Gpr.R12, Gpr.R14,
            Gpr.R15, Gpr.RBP);

    private final InstructionSet set;
    private final DepthwiseRow.Shape shape;
    private final DType type;
    private final int tail;
    private final int rowsAtOnce;
    private final int pixelsAtOnce;
    private final Assembler assembler = new Assembler();
    private final Label pool = new Label();
    private final ConstantPool constants;
    private final RowMemory memory;

    DepthwiseWeightEmitter(InstructionSet set, DepthwiseRow.Shape shape, DType type) {
        this.tail = shape.channels() % set.lanes();
        this.constants = new ConstantPool(set, CHANNELS);
        this.memory = new RowMemory(set, assembler, new Passing(), constants, tail, false);
        int room = set.registers() - PASSING;
        if (shape.rows() + 2 > POINTERS.size() || shape.columns() > room - fewestPixels(set)) {
            throw new IllegalArgumentException("a kernel of " + shape.rows() + " x " + shape.columns()
                    + " is too large for emitted weight gradients");
        }
        this.set = set;
        this.shape = shape;
        this.type = type;
        this.rowsAtOnce = Math.min(shape.rows(), (room - fewestPixels(set)) / shape.columns());
        this.pixelsAtOnce = Math.min(MOST_PIXELS, room - rowsAtOnce * shape.columns());
    }

    /** More sums at once wait less for each other than more pixels, where there are few registers. */
    private static int fewestPixels(InstructionSet set) {
        return switch (set) {
            case AVX2 -> 2;
            case AVX512 -> MOST_PIXELS;
        };
    }

    /** The registers of input pixels serve stores, too. */
    private final class Passing implements Temporaries {
        private int taken;

        @Override
        public Vector take() {
            if (taken == PASSING) {
                throw new IllegalStateException("no register is free for a store");
            }
            taken++;
            return passing(taken - 1);
        }

        @Override
        public void giveBack(Vector register) {
            taken--;
        }
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
        if (!constants.words().isEmpty()) {
            assembler.data(pool, constants.words());
        }
        return assembler;
    }

    private void rows(int begin, int end) {
        for (int i = 0; i < shape.rows() + 2; i++) {
            assembler.load(POINTERS.get(i), Address.at(TABLE, (long) i * RowEmitter.ENTRY));
        }
        int whole = shape.channels() / set.lanes();
        if (whole > 0) {
            assembler.move(CHANNELS, whole);
            assembler.loop(CHANNELS, () -> {
                vector(begin, end, false);
                for (int i = 0; i < shape.rows() + 2; i++) {
                    int bytes = i == shape.rows() ? type.bytes() : Float.BYTES;
                    assembler.add(POINTERS.get(i), (long) set.lanes() * bytes);
                }
            });
        }
        if (tail > 0) {
            if (set == InstructionSet.AVX2) {
                assembler.address(CHANNELS, pool);
            }
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
        pixels(begin, end, pixelsAtOnce, masked);
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
                var input = passing(loads);
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
        return set.vector(row * shape.columns() + column);
    }

    private Vector passing(int load) {
        return set.vector(set.registers() - 1 - load % PASSING);
    }

    private Vector cotangent(int pixel) {
        return set.vector(rowsAtOnce * shape.columns() + pixel);
    }

    private Address sumPlace(int row, int column) {
        return Address.at(POINTERS.get(shape.rows() + 1),
                shape.taps().get(row * shape.columns() + column) * Float.BYTES);
    }
}
