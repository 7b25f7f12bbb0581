package dev.nacre.kernels.cpu.jit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Emits the arithmetic of one vector of channels: each value once, just before its first use; its register goes back
 * after its last.
 */
final class RowEvaluator {
    /** Emits how a value comes from memory. */
    interface Loads {
        void load(Vector target, RowValue value);
    }

    private static final int GREATER = 14;
    private static final int NEARER_ZERO = 2;
    private static final int COMPARISON = 2;

    private final Assembler assembler;
    private final RowRegisters registers;
    private final ConstantPool constants;
    private final UniformMemory elsewhere;
    private final Loads loads;
    private final Map<RowValue, Integer> uses = new HashMap<>();
    private final Map<RowValue, Vector> held = new HashMap<>();
    private final List<Vector> borrowed = new ArrayList<>();
    private int pass;

    /** @param elsewhere the values of whole rows that have no register */
    RowEvaluator(Assembler assembler, RowRegisters registers, ConstantPool constants, UniformMemory elsewhere,
            Loads loads) {
        this.assembler = assembler;
        this.registers = registers;
        this.constants = constants;
        this.elsewhere = elsewhere;
        this.loads = loads;
    }

    /** Starts a vector from which these values will be {@linkplain #use used}, once for each time they stand here. */
    void begin(int newPass, List<RowValue> roots) {
        pass = newPass;
        uses.clear();
        roots.forEach(this::count);
    }

    private void count(RowValue unresolved) {
        var value = resolve(unresolved);
        if (!value.isUniform() && uses.merge(value, 1, Integer::sum) == 1 && !isLoad(value)) {
            value.operands().forEach(this::count);
        }
    }

    private boolean isLoad(RowValue value) {
        return value.operation().isLoad();
    }

    /** A kept value is the value itself in the pass that computes it. */
    private RowValue resolve(RowValue value) {
        var result = value;
        while (result.operation() == RowOperation.KEPT && result.pass() == pass) {
            result = result.operand(0);
        }
        return result;
    }

    /** The register that holds a value, computed now if it is the first use; {@link #done} follows. */
    Vector use(RowValue value) {
        hold(value);
        return register(resolve(value));
    }

    /** This use of the value is over. */
    void done(RowValue value) {
        release(resolve(value));
        returnBorrowed();
    }

    /** Emits a value of a whole row, to where it stays. */
    void computeUniform(RowValue value) {
        setUniform(value, target -> compute(value, target));
    }

    /** A value of a whole row becomes what {@code emission} leaves in the register that it is given. */
    void setUniform(RowValue value, Consumer<Vector> emission) {
        var place = elsewhere.of(value);
        if (place == null) {
            emission.accept(registers.lasting(value));
        } else {
            var passing = registers.take();
            emission.accept(passing);
            assembler.emit(VectorInstruction.VMOVUPS_STORE, place, passing);
            registers.giveBack(passing);
        }
    }

    private void hold(RowValue unresolved) {
        var value = resolve(unresolved);
        if (value.isUniform() || held.containsKey(value)) {
            return;
        }
        if (isLoad(value)) {
            var target = registers.take();
            loads.load(target, value);
            held.put(value, target);
        } else {
            held.put(value, compute(value, null));
        }
    }

    /** Loads come last, so that they hold registers for a short time. */
    private void holdOperands(RowValue value) {
        for (var operand : value.operands()) {
            if (!isLoad(resolve(operand))) {
                hold(operand);
            }
        }
        for (var operand : value.operands()) {
            hold(operand);
        }
    }

    private Vector register(RowValue unresolved) {
        var value = resolve(unresolved);
        var lasting = registers.lasting(value);
        if (lasting != null) {
            return lasting;
        }
        if (memory(value) == null) {
            return held.get(value);
        }
        var target = registers.take();
        borrowed.add(target);
        loadUniform(target, value);
        return target;
    }

    /** Where the value can be read as an operand in memory; null where it is in a register. */
    private Address memory(RowValue value) {
        return value.operation() == RowOperation.CONSTANT && registers.lasting(value) == null
                ? constants.operand(value.bits()) : elsewhere.of(value);
    }

    private void loadUniform(Vector target, RowValue value) {
        if (value.operation() == RowOperation.CONSTANT) {
            assembler.emit(VectorInstruction.VBROADCASTSS, target, constants.word(value.bits()));
        } else {
            assembler.emit(VectorInstruction.VMOVUPS, target, elsewhere.of(value));
        }
    }

    private void release(RowValue value) {
        if (!value.isUniform() && uses.merge(value, -1, Integer::sum) == 0) {
            registers.giveBack(held.remove(value));
        }
    }

    private void releaseOperands(RowValue value) {
        value.operands().forEach(operand -> release(resolve(operand)));
        returnBorrowed();
    }

    private void returnBorrowed() {
        borrowed.forEach(registers::giveBack);
        borrowed.clear();
    }

    private Vector compute(RowValue value, Vector target) {
        holdOperands(value);
        return switch (value.operation()) {
            case MULTIPLY_ADD -> fused(value, target, VectorInstruction.VFMADD231PS, VectorInstruction.VFMADD213PS,
                    VectorInstruction.VFMADD132PS);
            case MULTIPLY_SUBTRACT -> fused(value, target, VectorInstruction.VFMSUB231PS,
                    VectorInstruction.VFMSUB213PS, VectorInstruction.VFMSUB132PS);
            case SUBTRACT_PRODUCT -> fused(value, target, VectorInstruction.VFNMADD231PS,
                    VectorInstruction.VFNMADD213PS, VectorInstruction.VFNMADD132PS);
            case SQUARE_ROOT, SHIFT_LEFT, SHIFT_RIGHT -> {
                var x = register(value.operand(0));
                releaseOperands(value);
                var result = target == null ? registers.take() : target;
                if (value.operation() == RowOperation.SQUARE_ROOT) {
                    assembler.emit(VectorInstruction.VSQRTPS, result, x);
                } else {
                    assembler.emit(value.operation().instruction(), result, x, value.bits());
                }
                yield result;
            }
            case WHERE_GREATER -> whereGreater(value, target);
            default -> binary(value, target);
        };
    }

    private Vector binary(RowValue value, Vector target) {
        boolean turned = value.operation().isCommutative() && memory(value.operand(0)) != null;
        var first = register(value.operand(turned ? 1 : 0));
        var second = value.operand(turned ? 0 : 1);
        boolean clamp = value.operation() == RowOperation.CLAMP;
        var memory = clamp ? null : memory(second);
        var other = memory == null ? register(second) : null;
        releaseOperands(value);
        var result = target == null ? registers.take() : target;
        var instruction = value.operation().instruction();
        if (clamp) {
            assembler.emit(instruction, result, first, other, NEARER_ZERO);
        } else {
            emit(instruction, result, first, other, memory);
        }
        return result;
    }

    private Vector whereGreater(RowValue value, Vector target) {
        var first = register(value.operand(0));
        var second = register(value.operand(1));
        Vector greater = null;
        if (registers.instructionSet() == InstructionSet.AVX512) {
            assembler.compare(COMPARISON, first, second, GREATER);
        } else {
            greater = registers.take();
            assembler.compare(greater, first, second, GREATER);
            borrowed.add(greater);
        }
        var then = register(value.operand(2));
        var otherwise = register(value.operand(3));
        releaseOperands(value);
        var result = target == null ? registers.take() : target;
        if (greater == null) {
            assembler.emit(VectorInstruction.VBLENDMPS, result, otherwise, then, Masking.merge(COMPARISON));
        } else {
            assembler.blend(result, otherwise, then, greater);
        }
        return result;
    }

    /** a·b and c: the three forms differ in which operand the result replaces, one whose last use this is if any. */
    private Vector fused(RowValue value, Vector target, VectorInstruction ontoSum, VectorInstruction ontoFactor,
            VectorInstruction ontoFactorOfMemory) {
        boolean turned = memory(value.operand(0)) != null;
        var a = value.operand(turned ? 1 : 0);
        var b = value.operand(turned ? 0 : 1);
        var c = value.operand(2);
        var factor = register(a);
        var memoryFactor = memory(b);
        var otherFactor = memoryFactor == null ? register(b) : null;
        var memorySum = memory(c);
        var sum = memorySum == null ? register(c) : null;
        boolean free = target == null;
        if (free && isLastUse(c, value)) {
            releaseOperands(value);
            registers.take(sum);
            emit(ontoSum, sum, factor, otherFactor, memoryFactor);
            return sum;
        }
        if (free && otherFactor != null && isLastUse(a, value)) {
            releaseOperands(value);
            registers.take(factor);
            emit(ontoFactor, factor, otherFactor, sum, memorySum);
            return factor;
        }
        if (free && otherFactor != null && isLastUse(b, value)) {
            releaseOperands(value);
            registers.take(otherFactor);
            emit(ontoFactor, otherFactor, factor, sum, memorySum);
            return otherFactor;
        }
        if (free && sum != null && isLastUse(a, value)) {
            releaseOperands(value);
            registers.take(factor);
            emit(ontoFactorOfMemory, factor, sum, otherFactor, memoryFactor);
            return factor;
        }
        var result = free ? registers.take() : target;
        if (memorySum == null) {
            assembler.emit(VectorInstruction.VMOVUPS, result, sum);
        } else {
            loadUniform(result, c);
        }
        emit(ontoSum, result, factor, otherFactor, memoryFactor);
        releaseOperands(value);
        return result;
    }

    private void emit(VectorInstruction instruction, Vector target, Vector first, Vector second, Address memory) {
        if (memory == null) {
            assembler.emit(instruction, target, first, second);
        } else {
            assembler.emit(instruction, target, first, memory);
        }
    }

    /** Whether nothing needs the operand after this. */
    private boolean isLastUse(RowValue operand, RowValue of) {
        var value = resolve(operand);
        int here = 0;
        for (var other : of.operands()) {
            here += resolve(other) == value ? 1 : 0;
        }
        return !value.isUniform() && uses.get(value) == here;
    }
}
