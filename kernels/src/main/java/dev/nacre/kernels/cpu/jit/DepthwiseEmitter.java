package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowDefinition.Effect;
import dev.nacre.kernels.cpu.jit.RowDefinition.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits a {@link DepthwiseRow}: groups of neighbouring pixels, in each the channels vector by vector. A group's pixels
 * are summed up in as many registers at once, so that an input pixel is loaded once for all taps of a row that meet it,
 * and a weight once for all pixels.
 */
final class DepthwiseEmitter {
    private static final long LINE_BYTES = 64;
    private static final Gpr TABLE = Gpr.RDI;
    private static final Gpr PIXELS = Gpr.RSI;
    private static final Gpr INDEX = Gpr.RAX;
    private static final Gpr POOL = Gpr.RDX;
    private static final List<Gpr> POINTERS = List.of(Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11, Gpr.RBX, Gpr.R12, Gpr.R14,
            Gpr.R15, Gpr.RBP, Gpr.R13, Gpr.RCX);

    private final InstructionSet set;
    private final DepthwiseRow.Shape shape;
    private final RowDefinition definition;
    private final List<Integer> sums;
    private final int group;
    private final int tail;
    private final Assembler assembler = new Assembler();
    private final RowRegisters registers;
    private final ConstantPool constants;
    private final RowEvaluator evaluator;
    private final RowMemory memory;
    private final Gpr ahead;
    private int pixel;
    private boolean masked;

    private DepthwiseEmitter(DepthwiseRow.Shape shape, RowDefinition definition, boolean bfloat16Instructions,
            int group) {
        this.set = definition.instructionSet();
        this.shape = shape;
        this.definition = definition;
        this.sums = definition.sums();
        this.group = group;
        this.tail = shape.channels() % set.lanes();
        this.registers = new RowRegisters(definition, 1, group + sums.size(), set.registers(),
                UniformMemory.NONE);
        this.constants = new ConstantPool(set, POOL);
        this.evaluator = new RowEvaluator(assembler, registers, constants, UniformMemory.NONE, this::load);
        this.memory = new RowMemory(set, assembler, registers, constants, tail, bfloat16Instructions);
        boolean scalars = definition.operands().stream().anyMatch(operand -> operand.kind() == Kind.SCALAR);
        int used = definition.operands().size() + (shape.ahead() > 0 ? 1 : 0);
        this.ahead = shape.ahead() > 0 ? POINTERS.get(Math.min(used, POINTERS.size()) - 1) : null;
        if (scalars || used > POINTERS.size()) {
            throw new IllegalArgumentException("a depthwise kernel has at most " + POINTERS.size()
                    + " rows and channel vectors, and no scalars");
        }
    }

    /** Emits with as many pixels side by side as there are registers for. */
    static Assembler emit(DepthwiseRow.Shape shape, RowDefinition definition, boolean bfloat16Instructions) {
        for (int group = mostPixels(definition.instructionSet());; group = fewer(definition.instructionSet(), group)) {
            try {
                var emitter = new DepthwiseEmitter(shape, definition, bfloat16Instructions, group);
                emitter.program();
                return emitter.assembler;
            } catch (RowRegisters.TooManyValues e) {
                if (group == 1) {
                    throw e;
                }
            }
        }
    }

    /** Their sums and as many inputs lie side by side in registers, beside a weight. */
    private static int mostPixels(InstructionSet set) {
        return switch (set) {
            case AVX2 -> 7;
            case AVX512 -> 8;
        };
    }

    private static int fewer(InstructionSet set, int group) {
        return switch (set) {
            case AVX2 -> group - 1;
            case AVX512 -> group / 2;
        };
    }

    private void program() {
        var saved = CallingConvention.SYSTEM_V.preserved();
        var pool = new Label();
        assembler.save(saved);
        for (int i = 0; i < definition.operands().size(); i++) {
            assembler.load(POINTERS.get(i), Address.at(TABLE, (long) i * RowEmitter.ENTRY));
        }
        if (shape.ahead() > 0) {
            assembler.move(ahead, CallingConvention.SYSTEM_V.argument(2));
        }
        assembler.address(POOL, pool);
        memory.begin(INDEX);
        for (int count = group; count >= 1; count /= 2) {
            pixels(count);
        }
        if (definition.storesPastCaches()) {
            assembler.endStoresPastCaches();
        }
        assembler.restore(saved);
        assembler.endVectors();
        assembler.returnToCaller();
        assembler.data(pool, constants.words());
    }

    /** Groups of so many pixels while there are as many left. */
    private void pixels(int count) {
        var again = new Label();
        var end = new Label();
        assembler.bind(again);
        assembler.compare(PIXELS, count);
        assembler.jump(Condition.LESS, end);
        int whole = shape.channels() / set.lanes() * set.lanes();
        assembler.move(INDEX, 0);
        if (whole > 0) {
            var next = new Label();
            assembler.bind(next);
            vector(count, false);
            assembler.add(INDEX, set.lanes());
            assembler.compare(INDEX, whole);
            assembler.jump(Condition.LESS, next);
        }
        if (tail > 0) {
            vector(count, true);
        }
        for (int row = 0; row < shape.rows(); row++) {
            assembler.add(POINTERS.get(row), count * shape.step() * shape.inputPixel() * Float.BYTES);
        }
        for (int i = shape.rows(); i < definition.operands().size(); i++) {
            var operand = definition.operands().get(i);
            if (operand.kind() == Kind.ROWS) {
                assembler.add(POINTERS.get(i), count * shape.outputPixel() * operand.type().bytes());
            }
        }
        assembler.subtract(PIXELS, count);
        assembler.jump(again);
        assembler.bind(end);
    }

    /** One vector of channels of a group's pixels. */
    private void vector(int count, boolean partial) {
        masked = partial;
        int asked = count * shape.ahead() * set.bytes();
        int lines = Math.toIntExact(Math.ceilDiv(asked, LINE_BYTES));
        for (int row = 0; row < shape.rows(); row++) {
            askAhead(lines * row / shape.rows(), lines * (row + 1) / shape.rows());
            addRow(row, count);
        }
        assembler.add(ahead, asked);
        sums.forEach(sum -> memory.load(DType.FLOAT32, resident(sum), place(sum, DType.FLOAT32), masked));
        for (pixel = 0; pixel < count; pixel++) {
            evaluator.begin(0, definition.effects().stream().map(Effect::value).toList());
            for (var effect : definition.effects()) {
                store(effect, evaluator.use(effect.value()));
                evaluator.done(effect.value());
            }
        }
        sums.forEach(sum -> memory.store(DType.FLOAT32, place(sum, DType.FLOAT32), resident(sum), masked));
    }

    private void askAhead(int begin, int end) {
        for (int i = begin; i < end; i++) {
            assembler.prefetch(Address.at(ahead, i * LINE_BYTES), 1);
        }
    }

    private void addRow(int row, int count) {
        var inputs = new Vector[(count - 1) * shape.step() + shape.columns()];
        int[] uses = new int[inputs.length];
        for (int i = 0; i < count * shape.columns(); i++) {
            uses[i / shape.columns() * shape.step() + i % shape.columns()]++;
        }
        boolean first = row == 0;
        for (int column : columnsByPhase()) {
            var weight = registers.take();
            memory.load(DType.FLOAT32, weight, Address.at(POINTERS.get(shape.rows()), INDEX, Float.BYTES,
                    shape.taps().get(row * shape.columns() + column) * Float.BYTES), masked);
            for (int p = 0; p < count; p++) {
                int at = p * shape.step() + column;
                if (inputs[at] == null) {
                    inputs[at] = registers.take();
                    memory.load(DType.FLOAT32, inputs[at], Address.at(POINTERS.get(row), INDEX, Float.BYTES,
                            at * shape.inputPixel() * Float.BYTES), masked);
                }
                assembler.emit(first ? VectorInstruction.VMULPS : VectorInstruction.VFMADD231PS, sum(p), inputs[at],
                        weight);
                uses[at]--;
                if (uses[at] == 0) {
                    registers.giveBack(inputs[at]);
                }
            }
            first = false;
            registers.giveBack(weight);
        }
    }

    /** Columns that share input pixels follow each other, so that few inputs wait in registers. */
    private List<Integer> columnsByPhase() {
        var columns = new ArrayList<Integer>();
        for (int phase = 0; phase < Math.min(shape.step(), shape.columns()); phase++) {
            for (int column = phase; column < shape.columns(); column += shape.step()) {
                columns.add(column);
            }
        }
        return columns;
    }

    private Vector sum(int of) {
        return registers.resident(of);
    }

    private Vector resident(int operand) {
        return registers.resident(group + sums.indexOf(operand));
    }

    private Address place(int operand, DType type) {
        boolean rows = definition.operands().get(operand).kind() == Kind.ROWS;
        return Address.at(POINTERS.get(operand), INDEX, type.bytes(),
                rows ? pixel * shape.outputPixel() * type.bytes() : 0);
    }

    private void load(Vector target, RowValue value) {
        if (value.operation() == RowOperation.GIVEN) {
            assembler.emit(VectorInstruction.VMOVUPS, target, sum(pixel));
        } else if (sums.contains(value.bits())) {
            assembler.emit(VectorInstruction.VMOVUPS, target, resident(value.bits()));
        } else {
            var type = definition.operands().get(value.bits()).type();
            memory.load(type, target, place(value.bits(), type), masked);
        }
    }

    private void store(Effect effect, Vector source) {
        if (sums.contains(effect.operand())) {
            assembler.emit(VectorInstruction.VMOVUPS, resident(effect.operand()), source);
        } else {
            var operand = definition.operands().get(effect.operand());
            memory.store(operand, place(effect.operand(), operand.type()), source, masked);
        }
    }
}
