package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowDefinition.Effect;
import dev.nacre.kernels.cpu.jit.RowDefinition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Emits a row program: a loop over rows; in it one loop over vectors of channels for each pass; in that up to four
 * vectors after each other, and a masked one for what remains. Vectors do not wait for each other, so that the
 * processor overlaps them by itself.
 */
final class RowEmitter {
    private static final int XMM = 128;
    private static final Gpr TABLE = Gpr.RDI;
    private static final Gpr ROWS = Gpr.RSI;
    private static final Gpr INDEX = Gpr.RAX;
    private static final Gpr POOL = Gpr.RDX;
    private static final Gpr LINES = Gpr.RCX;
    private static final long LINE_BYTES = 64;
    private static final List<Gpr> POINTERS = List.of(Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11, Gpr.RBX, Gpr.R12, Gpr.R14,
            Gpr.R15, Gpr.RBP, Gpr.R13);
    /** Bytes of one entry of the table: an address or a number, and a stride. */
    static final int ENTRY = 16;

    private final InstructionSet set;
    private final RowDefinition definition;
    private final List<RowValue> values;
    private final int slots;
    private final int tail;
    private final int vectors;
    private final List<Integer> residents;
    private final Assembler assembler = new Assembler();
    private final UniformMemory elsewhere;
    private final ConstantPool constants;
    private final RowRegisters registers;
    private final RowEvaluator evaluator;
    private final RowMemory memory;
    private final Map<Integer, Gpr> pointers = new HashMap<>();
    /** The pass that is the first to read an operand. */
    private final Map<Integer, Integer> firstReader = new HashMap<>();
    private int slot;
    private int currentPass;
    private boolean masked;

    private RowEmitter(RowDefinition definition, boolean bfloat16Instructions, RowLayout layout, int temporary) {
        this.set = definition.instructionSet();
        this.definition = definition;
        this.values = definition.values();
        this.slots = layout.slots();
        this.tail = definition.channels() % set.lanes();
        this.vectors = Math.ceilDiv(definition.channels(), set.lanes());
        this.residents = layout.residents() ? definition.sums() : List.of();
        this.elsewhere = layout.elsewhere(definition, Address.at(LINES, definition.lines() * definition.lineBytes()));
        this.constants = new ConstantPool(set, POOL);
        this.registers = new RowRegisters(definition, slots, residents.size() * vectors, temporary, elsewhere);
        this.evaluator = new RowEvaluator(assembler, registers, constants, elsewhere, this::load);
        this.memory = new RowMemory(set, assembler, registers, constants, tail, bfloat16Instructions);
        for (int i = 0; i < definition.operands().size(); i++) {
            if (definition.operands().get(i).kind() != Kind.SCALAR) {
                if (pointers.size() == POINTERS.size()) {
                    throw new IllegalArgumentException("a row program has at most " + POINTERS.size()
                            + " rows and channel vectors");
                }
                pointers.put(i, POINTERS.get(pointers.size()));
            }
        }
    }

    /** Emits with as many sums and constants in registers as there is room for. */
    static RowEmitter emit(RowDefinition definition, boolean bfloat16Instructions) {
        var layout = RowLayout.widest(definition);
        while (true) {
            try {
                var trial = new RowEmitter(definition, bfloat16Instructions, layout,
                        definition.instructionSet().registers());
                trial.program();
                var emitter = new RowEmitter(definition, bfloat16Instructions, layout, trial.registers.most());
                emitter.program();
                return emitter;
            } catch (RowRegisters.TooManyValues e) {
                layout = layout.narrower().orElseThrow(() -> e);
            }
        }
    }

    Assembler assembler() {
        return assembler;
    }

    /** Vectors that follow each other in the loop, and running sums of a reduction. */
    int slots() {
        return slots;
    }

    private void program() {
        var saved = CallingConvention.SYSTEM_V.preserved();
        var end = new Label();
        var pool = new Label();
        assembler.save(saved);
        assembler.compare(ROWS, 0);
        assembler.jump(Condition.EQUAL, end);
        long lines = definition.lines() * definition.lineBytes() + elsewhere.size();
        long stack = lines == 0 ? 0 : lines + LINE_BYTES;
        if (stack > 0) {
            assembler.subtract(Gpr.RSP, stack);
            assembler.address(LINES, Address.at(Gpr.RSP, LINE_BYTES - 1));
            assembler.and(LINES, -LINE_BYTES);
        }
        assembler.address(POOL, pool);
        start();
        forResidents(true);
        assembler.loop(ROWS, this::row);
        forResidents(false);
        assembler.add(Gpr.RSP, stack);
        assembler.bind(end);
        if (definition.storesPastCaches()) {
            assembler.endStoresPastCaches();
        }
        assembler.restore(saved);
        assembler.endVectors();
        assembler.returnToCaller();
        assembler.data(pool, constants.words());
    }

    /** What all rows share: addresses, masks, constants, numbers of the call. */
    private void start() {
        pointers.forEach((operand, pointer) -> assembler.load(pointer, Address.at(TABLE, (long) operand * ENTRY)));
        memory.begin(INDEX);
        registers.constants().forEach((bits, register) ->
                assembler.emit(VectorInstruction.VBROADCASTSS, register, constants.word(bits)));
        for (var value : values) {
            if (value.operation() == RowOperation.SCALAR) {
                evaluator.setUniform(value, register -> assembler.emit(VectorInstruction.VBROADCASTSS, register,
                        Address.at(TABLE, (long) value.bits() * ENTRY)));
            }
        }
        uniforms(0);
    }

    private void forResidents(boolean loading) {
        assembler.move(INDEX, 0);
        for (int operand : residents) {
            for (slot = 0; slot < vectors; slot++) {
                boolean partial = tail > 0 && slot == vectors - 1;
                if (loading) {
                    memory.load(DType.FLOAT32, resident(operand), place(operand, DType.FLOAT32), partial);
                } else {
                    memory.store(DType.FLOAT32, place(operand, DType.FLOAT32), resident(operand), partial);
                }
            }
        }
    }

    private Vector resident(int operand) {
        return registers.resident(residents.indexOf(operand) * vectors + slot);
    }

    private void row() {
        numbers();
        for (int pass = 0; pass < definition.passes(); pass++) {
            int now = pass;
            var effects = definition.effects().stream().filter(effect -> !effect.once()
                    && effect.pass() == now).toList();
            var reductions = effects.stream().filter(RowEmitter::isReduction).map(Effect::value).toList();
            for (int i = 0; i < reductions.size(); i++) {
                clear(i, reductions.get(i).operation() == RowOperation.ROW_MAXIMUM);
            }
            channels(pass, effects, reductions);
            for (int i = 0; i < reductions.size(); i++) {
                finish(i, reductions.get(i));
            }
            uniforms(pass + 1);
        }
        definition.effects().stream().filter(Effect::once).forEach(this::storeNumber);
        for (int i = 0; i < definition.operands().size(); i++) {
            var kind = definition.operands().get(i).kind();
            if (kind == Kind.ROWS || kind == Kind.NUMBERS) {
                assembler.add(pointers.get(i), Address.at(TABLE, (long) i * ENTRY + Long.BYTES));
            }
        }
    }

    private void storeNumber(Effect effect) {
        var number = evaluator.use(effect.value());
        assembler.emit(VectorInstruction.VEXTRACTPS, Address.at(pointers.get(effect.operand()), 0), number.as(XMM), 0,
                Masking.NONE);
        evaluator.done(effect.value());
    }

    /** The numbers of this row, and what can be computed from them before the first pass. */
    private void numbers() {
        var numbers = values.stream().filter(value -> value.operation() == RowOperation.NUMBER).toList();
        for (var number : numbers) {
            evaluator.setUniform(number, register -> assembler.emit(VectorInstruction.VBROADCASTSS, register,
                    Address.at(pointers.get(number.bits()), 0)));
        }
        if (!numbers.isEmpty()) {
            uniforms(0);
        }
    }

    private static boolean isReduction(Effect effect) {
        return effect.operand() == Effect.NO_OPERAND && effect.value().operation().isReduction();
    }

    /** Values of a whole row that can be computed before a pass. */
    private void uniforms(int pass) {
        for (var value : values) {
            boolean computed = value.isUniform() && !value.operands().isEmpty() && !value.operation().isReduction();
            if (computed && value.pass() == pass) {
                evaluator.computeUniform(value);
            }
        }
    }

    private void channels(int pass, List<Effect> effects, List<RowValue> reductions) {
        int whole = definition.channels() / set.lanes();
        int looped = whole / slots * slots;
        assembler.move(INDEX, 0);
        if (looped > slots) {
            var again = new Label();
            assembler.bind(again);
            for (int i = 0; i < slots; i++) {
                vector(pass, effects, reductions, i, false);
            }
            assembler.add(INDEX, (long) slots * set.lanes());
            assembler.compare(INDEX, (long) looped * set.lanes());
            assembler.jump(Condition.LESS, again);
        }
        int done = looped > slots ? looped : 0;
        for (int i = done; i < whole; i++) {
            vector(pass, effects, reductions, i - done, false);
        }
        if (tail > 0) {
            vector(pass, effects, reductions, whole - done, true);
        }
    }

    private void vector(int pass, List<Effect> effects, List<RowValue> reductions, int position, boolean partial) {
        slot = position;
        masked = partial;
        var roots = new ArrayList<RowValue>();
        for (var effect : effects) {
            if (isReduction(effect)) {
                roots.addAll(effect.value().operands());
            } else {
                roots.add(effect.value());
            }
        }
        evaluator.begin(pass, roots);
        currentPass = pass;
        if (!definition.streams() && pass > 0 && pass == definition.passes() - 1 && beginsLine()) {
            askForNextRow();
        }
        for (var effect : effects) {
            if (isReduction(effect)) {
                reduce(effect.value(), registers.accumulator(reductions.indexOf(effect.value()), position % slots));
            } else {
                var register = evaluator.use(effect.value());
                store(effect, register);
                evaluator.done(effect.value());
            }
        }
    }

    /** The last of several passes finds its row in the cache: meanwhile the next one comes, if it lies behind. */
    private void askForNextRow() {
        for (var value : values) {
            if (value.operation() == RowOperation.ROW) {
                var type = definition.operands().get(value.bits()).type();
                assembler.prefetch(place(value.bits(), type).plus((long) definition.channels() * type.bytes()), 0);
            }
        }
    }

    /** Whether a line of memory begins with this vector, of floats: one is asked for once. */
    private boolean beginsLine() {
        return slots == 1 || (long) slot * set.bytes() % LINE_BYTES == 0;
    }

    // ---- memory -----------------------------------------------------------------------------------------------------

    private Address place(int operand, DType type) {
        return Address.at(pointers.get(operand), INDEX, type.bytes(), (long) slot * set.lanes() * type.bytes());
    }

    private Address line(int number) {
        return Address.at(LINES, INDEX, Float.BYTES, number * definition.lineBytes()
                + (long) slot * set.bytes());
    }

    private void load(Vector target, RowValue value) {
        if (value.operation() == RowOperation.KEPT) {
            assembler.emit(VectorInstruction.VMOVUPS, target, line(value.bits()));
            return;
        }
        var type = definition.operands().get(value.bits()).type();
        if (value.operation() == RowOperation.CHANNEL && residents.contains(value.bits())) {
            assembler.emit(VectorInstruction.VMOVUPS, target, resident(value.bits()));
        } else {
            memory.load(type, target, place(value.bits(), type), masked);
            if (definition.streams() && beginsLine() && value.operation() == RowOperation.ROW
                    && firstReader.computeIfAbsent(value.bits(), _ -> currentPass) == currentPass) {
                memory.ask(place(value.bits(), type));
            }
        }
    }

    private void store(Effect effect, Vector source) {
        if (effect.operand() == Effect.NO_OPERAND) {
            assembler.emit(VectorInstruction.VMOVUPS_STORE, line(effect.value().bits()), source);
            return;
        }
        var operand = definition.operands().get(effect.operand());
        if (residents.contains(effect.operand())) {
            assembler.emit(VectorInstruction.VMOVUPS, resident(effect.operand()), source);
        } else {
            var place = place(effect.operand(), operand.type());
            memory.store(operand, place, source, masked);
            if (definition.streams() && beginsLine() && operand.kind() == Kind.ROWS && !operand.pastCaches()) {
                memory.askForWriting(place);
            }
        }
    }

    // ---- reductions -------------------------------------------------------------------------------------------------

    private void clear(int reduction, boolean maximum) {
        for (int i = 0; i < slots; i++) {
            var sum = registers.accumulator(reduction, i);
            if (maximum) {
                assembler.emit(VectorInstruction.VBROADCASTSS, sum,
                        constants.word(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
            } else {
                assembler.zero(sum);
            }
        }
    }

    private void reduce(RowValue reduction, Vector sum) {
        boolean parts = masked && set == InstructionSet.AVX2;
        var masking = masked && !parts ? Masking.merge(RowMemory.TAIL) : Masking.NONE;
        var first = evaluator.use(reduction.operand(0));
        var second = reduction.operation() == RowOperation.ROW_PRODUCTS ? evaluator.use(reduction.operand(1)) : null;
        var target = parts ? registers.take() : sum;
        if (second == null) {
            assembler.emit(combination(reduction), target, sum, first, masking);
        } else {
            if (parts) {
                assembler.emit(VectorInstruction.VMOVUPS, target, sum);
            }
            assembler.emit(VectorInstruction.VFMADD231PS, target, first, second, masking);
            evaluator.done(reduction.operand(1));
        }
        if (parts) {
            assembler.emit(VectorInstruction.VBLENDPS, sum, sum, target, (1 << tail) - 1);
            registers.giveBack(target);
        }
        evaluator.done(reduction.operand(0));
    }

    private static VectorInstruction combination(RowValue reduction) {
        return reduction.operation() == RowOperation.ROW_MAXIMUM ? VectorInstruction.VMAXPS : VectorInstruction.VADDPS;
    }

    /** Pairs of running sums, then of halves, quarters …: every lane ends with the same bits. */
    private void finish(int reduction, RowValue value) {
        var combination = combination(value);
        for (int step = 1; step < slots; step *= 2) {
            for (int i = 0; i + step < slots; i += 2 * step) {
                var sum = registers.accumulator(reduction, i);
                assembler.emit(combination, sum, sum, registers.accumulator(reduction, i + step));
            }
        }
        var sum = registers.accumulator(reduction, 0);
        var turned = registers.take();
        if (set == InstructionSet.AVX512) {
            assembler.emit(VectorInstruction.VSHUFF32X4, turned, sum, sum, 0x4E);
            assembler.emit(combination, sum, sum, turned);
            assembler.emit(VectorInstruction.VSHUFF32X4, turned, sum, sum, 0xB1);
        } else {
            assembler.emit(VectorInstruction.VPERM2F128, turned, sum, sum, 1);
        }
        assembler.emit(combination, sum, sum, turned);
        assembler.emit(VectorInstruction.VSHUFPS, turned, sum, sum, 0x4E);
        assembler.emit(combination, sum, sum, turned);
        assembler.emit(VectorInstruction.VSHUFPS, turned, sum, sum, 0xB1);
        evaluator.setUniform(value, result -> assembler.emit(combination, result, sum, turned));
        registers.giveBack(turned);
    }
}
