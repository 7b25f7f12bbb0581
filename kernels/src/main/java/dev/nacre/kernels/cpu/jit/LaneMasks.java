package dev.nacre.kernels.cpu.jit;

import java.util.Collections;
import java.util.stream.Stream;

/**
 * Vectors of which only the first lanes are there. AVX-512 has registers of bits for that; AVX2 takes the signs of a
 * vector, which is read from a table behind the code. Memory of the other lanes is neither read nor written.
 */
final class LaneMasks {
    private final Assembler code;
    private final InstructionSet set;
    private final Label table = new Label();

    LaneMasks(Assembler code, InstructionSet set) {
        this.code = code;
        this.set = set;
    }

    /** The vector registers, from the highest down, that so many masks occupy. */
    static int registers(InstructionSet set, int masks) {
        return set == InstructionSet.AVX512 ? 0 : masks;
    }

    /**
     * Says how many lanes of mask {@code number} are there.
     *
     * @param number  from 1 on
     * @param lanes   0 to all
     * @param scratch loses what it holds
     */
    void set(int number, int lanes, Gpr scratch) {
        if (set == InstructionSet.AVX512) {
            code.move(scratch, (1L << lanes) - 1);
            code.mask(number, scratch);
        } else {
            code.address(scratch, table);
            code.emit(VectorInstruction.VMOVUPS, register(number), Address.at(scratch,
                    (long) (set.lanes() - lanes) * Float.BYTES));
        }
    }

    /** target = memory; lanes that are not there become 0. */
    void load(int number, Vector target, Address source) {
        if (set == InstructionSet.AVX512) {
            code.emit(VectorInstruction.VMOVUPS, target, source, Masking.zero(number));
        } else {
            code.emit(VectorInstruction.VMASKMOVPS, target, register(number), source);
        }
    }

    /** memory = source. */
    void store(int number, Address target, Vector source) {
        if (set == InstructionSet.AVX512) {
            code.emit(VectorInstruction.VMOVUPS_STORE, target, source, Masking.merge(number));
        } else {
            code.emit(VectorInstruction.VMASKMOVPS_STORE, target, register(number), source);
        }
    }

    /** target += memory. @param scratch loses what it holds under AVX2 */
    void add(int number, Vector target, Address source, Vector scratch) {
        if (set == InstructionSet.AVX512) {
            code.emit(VectorInstruction.VADDPS, target, target, source, Masking.merge(number));
        } else {
            load(number, scratch, source);
            code.emit(VectorInstruction.VADDPS, target, target, scratch);
        }
    }

    private Vector register(int number) {
        return set.vector(set.registers() - number);
    }

    /** Behind the code: the table, where there is one. */
    void end() {
        if (set == InstructionSet.AVX2) {
            code.data(table, Stream.concat(Collections.nCopies(set.lanes(), -1).stream(),
                    Collections.nCopies(set.lanes(), 0).stream()).toList());
        }
    }
}
