package dev.nacre.kernels.cpu.jit;

/**
 * The two encodings of vector instructions: VEX (AVX2: 16 registers, at most 256 bits) where it suffices, since it is
 * shorter and older processors know it, and EVEX (AVX-512) otherwise (manual, volume 2, sections 2.3 and 2.7).
 */
final class VectorEncoder {
    private static final int THREE_BYTE_VEX = 0xC4;
    private static final int EVEX = 0x62;

    private final CodeBuffer code;

    VectorEncoder(CodeBuffer code) {
        this.code = code;
    }

    /**
     * Registers by number.
     *
     * @param register number in ModRM's register field
     * @param second   number in the field vvvv; 0 where the instruction has none
     * @param other    number in ModRM's other field
     */
    void registers(VectorInstruction op, int bits, int register, int second, int other, Masking masking) {
        boolean evex = op.evexOnly() || bits == 512 || register > 15 || second > 15 || other > 15
                || masking.number() > 0;
        if (evex) {
            evex(op, bits, register, second, other >> 4 & 1, other >> 3 & 1, false, masking);
        } else {
            vex(op, bits, register, second, 0, other >> 3 & 1);
        }
        code.put(op.opcode());
        code.putRegisters(register, other);
    }

    void memory(VectorInstruction op, int bits, int register, int second, Address address, Masking masking) {
        boolean evex = op.evexOnly() || bits == 512 || register > 15 || second > 15 || address.broadcast()
                || masking.number() > 0;
        int index = address.index() == null ? 0 : address.index().high();
        if (evex) {
            evex(op, bits, register, second, index, address.base().high(), address.broadcast(), masking);
        } else {
            vex(op, bits, register, second, index, address.base().high());
        }
        code.put(op.opcode());
        code.putMemory(register, address, evex ? op.memoryBytes(bits / Byte.SIZE, address.broadcast()) : 1);
    }

    private void vex(VectorInstruction op, int bits, int register, int second, int x, int b) {
        vex(op.map(), op.prefix(), op.wide(), bits == 256 ? 1 : 0, register, second, x, b);
    }

    /** The three-byte prefix; registers' fourth bits and vvvv are stored inverted. */
    void vex(int map, int prefix, int wide, int length, int register, int second, int x, int b) {
        code.put(THREE_BYTE_VEX);
        code.put((~(register >> 3) & 1) << 7 | (~x & 1) << 6 | (~b & 1) << 5 | map);
        code.put(wide << 7 | (~second & 15) << 3 | length << 2 | prefix);
    }

    private void evex(VectorInstruction op, int bits, int register, int second, int x, int b, boolean broadcast,
            Masking masking) {
        code.put(EVEX);
        code.put((~(register >> 3) & 1) << 7 | (~x & 1) << 6 | (~b & 1) << 5 | (~(register >> 4) & 1) << 4 | op.map());
        code.put(op.wide() << 7 | (~second & 15) << 3 | 1 << 2 | op.prefix());
        int length = bits == 512 ? 2 : bits == 256 ? 1 : 0;
        code.put((masking.zeroing() ? 1 : 0) << 7 | length << 5 | (broadcast ? 1 : 0) << 4
                | (~(second >> 4) & 1) << 3 | masking.number());
    }
}
