package dev.nacre.kernels.cpu.jit;

import java.util.Arrays;

/** Bytes of machine code as they grow, and the forms that all instructions share: ModRM, SIB and displacement. */
final class CodeBuffer {
    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            put(value >> shift);
        }
    }

    void putLong(long value) {
        putInt((int) value);
        putInt((int) (value >> Integer.SIZE));
    }

    void patchInt(int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (value >> i * Byte.SIZE);
        }
    }

    /** ModRM for two registers, by their low three bits. */
    void putRegisters(int register, int other) {
        put(0xC0 | (register & 7) << 3 | other & 7);
    }

    /**
     * ModRM, SIB and displacement for memory.
     *
     * @param unit what a displacement of one byte counts in: 1, or the operand's size under EVEX
     */
    void putMemory(int register, Address address, int unit) {
        int displacement = address.displacement();
        boolean shortForm = displacement % unit == 0 && displacement / unit == (byte) (displacement / unit);
        // RBP and R13 without a displacement would mean something else.
        int mode = displacement == 0 && address.base().low() != Gpr.RBP.low() ? 0 : shortForm ? 1 : 2;
        boolean sib = address.index() != null || address.base().low() == Gpr.RSP.low();
        put(mode << 6 | (register & 7) << 3 | (sib ? 4 : address.base().low()));
        if (sib) {
            int index = address.index() == null ? 4 : address.index().low();
            put(address.log2Scale() << 6 | index << 3 | address.base().low());
        }
        if (mode == 1) {
            put(displacement / unit);
        } else if (mode == 2) {
            putInt(displacement);
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
