package dev.nacre.kernels.cpu.jit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of a row program live: one register for each value of a whole row and each running sum, for the
 * whole program, from the highest register down; below them the constants that are used most; the lowest registers pass
 * from value to value. Constants that find no register are read from memory, behind the code.
 */
final class RowRegisters implements Temporaries {
    private final InstructionSet set;
    private final Map<RowValue, Vector> uniforms = new HashMap<>();
    private final Map<Integer, Vector> constants = new HashMap<>();
    private final boolean[] taken;
    private final int slots;
    private final int firstAccumulator;
    private final int firstResident;
    private int most;

    /**
     * @param slots     running sums for each reduction
     * @param residents vectors of sums over rows that stay in registers
     * @param temporary how many registers constants leave free
     * @param elsewhere the values of whole rows that get no register
     * @throws TooManyValues where there are too few registers
     */
    RowRegisters(RowDefinition definition, int slots, int residents, int temporary, UniformMemory elsewhere) {
        this.set = definition.instructionSet();
        this.slots = slots;
        int next = set.registers();
        for (var value : definition.values()) {
            if (value.isUniform() && value.operation() != RowOperation.CONSTANT && elsewhere.of(value) == null) {
                next--;
                uniforms.put(value, place(next));
            }
        }
        next -= slots * reductions(definition);
        firstAccumulator = next;
        next -= residents;
        firstResident = next;
        for (int bits : constants(definition)) {
            if (next > temporary) {
                next--;
                constants.put(bits, place(next));
            }
        }
        place(next - 1);
        taken = new boolean[next];
    }

    private Vector place(int register) {
        if (register < 0) {
            throw new TooManyValues();
        }
        return set.vector(register);
    }

    /** The most reductions of one pass. */
    private static int reductions(RowDefinition definition) {
        var counts = new int[definition.passes()];
        for (var effect : definition.effects()) {
            if (effect.operand() == RowDefinition.Effect.NO_OPERAND && effect.value().operation().isReduction()) {
                counts[effect.pass()]++;
            }
        }
        return Arrays.stream(counts).max().orElse(0);
    }

    /** Bits of the constants that vectors meet, those with most uses first. */
    private static List<Integer> constants(RowDefinition definition) {
        var uses = new LinkedHashMap<Integer, Integer>();
        for (var value : definition.values()) {
            for (var operand : value.operands()) {
                if (!value.isUniform() && operand.operation() == RowOperation.CONSTANT) {
                    uses.merge(operand.bits(), 1, Integer::sum);
                }
            }
        }
        return uses.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey).toList();
    }

    InstructionSet instructionSet() {
        return set;
    }

    /** The constants that have registers, by their bits. */
    Map<Integer, Vector> constants() {
        return constants;
    }

    /** The register of a uniform value or of a constant; null for others, and for those in memory. */
    Vector lasting(RowValue value) {
        return value.operation() == RowOperation.CONSTANT ? constants.get(value.bits()) : uniforms.get(value);
    }

    /** The running sum number {@code slot} of a pass's reduction number {@code reduction}. */
    Vector accumulator(int reduction, int slot) {
        return set.vector(firstAccumulator + reduction * slots + slot);
    }

    /** Vector number {@code index} of the sums over rows. */
    Vector resident(int index) {
        return set.vector(firstResident + index);
    }

    @Override
    public Vector take() {
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                return take(i);
            }
        }
        throw new TooManyValues();
    }

    /** Takes a register that was given back just now. */
    Vector take(Vector register) {
        return take(register.number());
    }

    private Vector take(int register) {
        taken[register] = true;
        most = Math.max(most, register + 1);
        return set.vector(register);
    }

    @Override
    public void giveBack(Vector register) {
        taken[register.number()] = false;
    }

    /** How many registers passed from value to value. */
    int most() {
        return most;
    }

    /** The program needs more registers than there are. */
    static final class TooManyValues extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        TooManyValues() {
            super("a row program needs more vector registers than there are: store part of it, or keep() values");
        }
    }
}
