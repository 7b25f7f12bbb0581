package dev.nacre.kernels.cpu.jit;

import java.util.List;

/**
 * Values of whole rows that have no register: a vector of each, all lanes equal, lies on the stack.
 *
 * @param begin where the first one lies
 * @param bytes from one to the next
 */
record UniformMemory(List<RowValue> values, Address begin, int bytes) {
    /** All values have registers. */
    static final UniformMemory NONE = new UniformMemory(List.of(), null, 0);

    /** Where a value lies; null where it is not here. */
    Address of(RowValue value) {
        int index = values.indexOf(value);
        return index < 0 ? null : begin.plus((long) index * bytes);
    }

    /** How much room they take. */
    long size() {
        return (long) values.size() * bytes;
    }
}
