package dev.nacre.kernels.cpu.jit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Constants behind the code. AVX-512 repeats a word over all lanes as it reads it; AVX2 does so in loads alone, so that
 * there every constant is a whole vector.
 */
final class ConstantPool {
    private final InstructionSet set;
    private final Gpr base;
    /** Entries of equal length by what they hold, in the order of their first use. */
    private final Map<List<Integer>, Integer> entries = new LinkedHashMap<>();

    /** @param base the register with the address of the first constant, from the code's start to its end */
    ConstantPool(InstructionSet set, Gpr base) {
        this.set = set;
        this.base = base;
    }

    /** Where the constant with these bits stands: for a load that repeats it. */
    Address word(int bits) {
        return entry(Collections.nCopies(set == InstructionSet.AVX512 ? 1 : set.lanes(), bits));
    }

    /** The constant as an operand of arithmetic. */
    Address operand(int bits) {
        return set == InstructionSet.AVX512 ? word(bits).broadcasting() : word(bits);
    }

    /** A vector of AVX2 whose first lanes are all ones, the others zeros. */
    Address lanes(int count) {
        var words = new ArrayList<>(Collections.nCopies(count, -1));
        words.addAll(Collections.nCopies(set.lanes() - count, 0));
        return entry(words);
    }

    private Address entry(List<Integer> words) {
        int number = entries.computeIfAbsent(List.copyOf(words), _ -> entries.size());
        return Address.at(base, (long) Integer.BYTES * words.size() * number);
    }

    /** What stands behind the code. */
    List<Integer> words() {
        return entries.keySet().stream().flatMap(List::stream).toList();
    }
}
