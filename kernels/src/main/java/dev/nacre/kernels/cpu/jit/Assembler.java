package dev.nacre.kernels.cpu.jit;

/**
 * Writes x86-64 machine code, one method call for each instruction, operands in Intel's order (destination first).
 * Knows what kernels need and no more: whole 64-bit numbers, loops, vectors, and the tiles of AMX.
 */
final class Assembler extends NumberAssembler {
    private final VectorEncoder vectors = new VectorEncoder(code);

    // ---- vectors ----------------------------------------------------------------------------------------------------

    /** target = op(source). */
    void emit(VectorInstruction op, Vector target, Vector source) {
        emit(op, target, source, Masking.NONE);
    }

    /** target = op(source), some lanes. */
    void emit(VectorInstruction op, Vector target, Vector source, Masking masking) {
        boolean turned = op.endsInDestination();
        vectors.registers(op, Math.max(target.bits(), source.bits()), (turned ? source : target).number(), 0,
                (turned ? target : source).number(), masking);
    }

    /** target = op(memory). */
    void emit(VectorInstruction op, Vector target, Address source) {
        emit(op, target, source, Masking.NONE);
    }

    /** target = op(memory), some lanes: memory of the others is not touched. */
    void emit(VectorInstruction op, Vector target, Address source, Masking masking) {
        vectors.memory(op, target.bits(), target.number(), 0, source, masking);
    }

    /** memory = op(source): the stores. */
    void emit(VectorInstruction op, Address target, Vector source) {
        emit(op, target, source, Masking.NONE);
    }

    /** memory = op(source), some lanes. */
    void emit(VectorInstruction op, Address target, Vector source, Masking masking) {
        vectors.memory(op, source.bits(), source.number(), 0, target, masking);
    }

    /** target = op(first, second), or target = op(target, first, second). */
    void emit(VectorInstruction op, Vector target, Vector first, Vector second) {
        emit(op, target, first, second, Masking.NONE);
    }

    /** target = op(first, second), some lanes. */
    void emit(VectorInstruction op, Vector target, Vector first, Vector second, Masking masking) {
        vectors.registers(op, target.bits(), target.number(), first.number(), second.number(), masking);
    }

    /** target = op(first, memory), or target = op(target, first, memory). */
    void emit(VectorInstruction op, Vector target, Vector first, Address second) {
        emit(op, target, first, second, Masking.NONE);
    }

    /** target = op(first, memory), some lanes. */
    void emit(VectorInstruction op, Vector target, Vector first, Address second, Masking masking) {
        vectors.memory(op, target.bits(), target.number(), first.number(), second, masking);
    }

    /** target = op(source, immediate): roundings and shifts. */
    void emit(VectorInstruction op, Vector target, Vector source, int immediate) {
        if (op.hasExtension()) {
            vectors.registers(op, target.bits(), op.extension(), target.number(), source.number(), Masking.NONE);
        } else {
            emit(op, target, source);
        }
        code.put(immediate);
    }

    /** target = op(first, second, immediate). */
    void emit(VectorInstruction op, Vector target, Vector first, Vector second, int immediate) {
        emit(op, target, first, second);
        code.put(immediate);
    }

    /** target = op(first, memory, immediate). */
    void emit(VectorInstruction op, Vector target, Vector first, Address second, int immediate) {
        emit(op, target, first, second);
        code.put(immediate);
    }

    /** memory = op(source, immediate). */
    void emit(VectorInstruction op, Address target, Vector source, int immediate, Masking masking) {
        emit(op, target, source, masking);
        code.put(immediate);
    }

    /** memory = source where the sign of the mask's lane is set (AVX2); other memory is not touched. */
    void emit(VectorInstruction op, Address target, Vector mask, Vector source) {
        vectors.memory(op, source.bits(), source.number(), mask.number(), target, Masking.NONE);
    }

    /** Lanes of the second where the sign of the mask's lane is set, of the first elsewhere (AVX2). */
    void blend(Vector target, Vector first, Vector second, Vector mask) {
        emit(VectorInstruction.VBLENDVPS, target, first, second);
        code.put(mask.number() << 4);
    }

    /** All bits of a lane = comparison of first and second, as the immediate says (AVX2). */
    void compare(Vector target, Vector first, Vector second, int immediate) {
        emit(VectorInstruction.VCMPPS_LANES, target, first, second, immediate);
    }

    /** Mask register = comparison of first and second, as the immediate says. */
    void compare(int mask, Vector first, Vector second, int immediate) {
        vectors.registers(VectorInstruction.VCMPPS, first.bits(), mask, first.number(), second.number(), Masking.NONE);
        code.put(immediate);
    }

    /** Mask register = the low 16 bits of a number. */
    void mask(int mask, Gpr source) {
        vectors.vex(1, 0, 0, 0, mask, 0, 0, source.high());
        code.put(0x92);
        code.putRegisters(mask, source.low());
    }

    /** Mask register = the low 32 bits of a number: for 32 lanes of two bytes. */
    void wideMask(int mask, Gpr source) {
        vectors.vex(1, 3, 0, 0, mask, 0, 0, source.high());
        code.put(0x92);
        code.putRegisters(mask, source.low());
    }

    /** All lanes zero. */
    void zero(Vector target) {
        emit(VectorInstruction.VPXORD, target, target, target);
    }

    /** Clears the upper halves, without which older instructions of others would wait: before returning. */
    void endVectors() {
        raw(0xC5, 0xF8, 0x77);
    }

    /** Asks for a line of memory to be brought near. @param level 0 for all caches, 1 for the second level on */
    void prefetch(Address address, int level) {
        ask(address, 0x18, level + 1);
    }

    /** Asks for a line of memory to be brought into all caches, to be written. */
    void prefetchForWriting(Address address) {
        ask(address, 0x0D, 1);
    }

    private void ask(Address address, int opcode, int extension) {
        int index = address.index() == null ? 0 : address.index().high();
        code.put(0x40 | index << 1 | address.base().high());
        code.put(0x0F);
        code.put(opcode);
        code.putMemory(extension, address, 1);
    }

    /** Stores past the caches come before whatever follows. */
    void endStoresPastCaches() {
        raw(0x0F, 0xAE, 0xF8);
    }

    // ---- tiles (AMX) ------------------------------------------------------------------------------------------------

    /** Sets the shapes of the eight tiles from 64 bytes of memory. */
    void configureTiles(Address configuration) {
        vexMemory(0, 0, configuration, 0x49);
    }

    /** Gives the tiles back. */
    void releaseTiles() {
        vectors.vex(2, 0, 0, 0, 0, 0, 0, 0);
        code.put(0x49);
        code.put(0xC0);
    }

    void zeroTile(int tile) {
        vectors.vex(2, 3, 0, 0, tile, 0, 0, 0);
        code.put(0x49);
        code.putRegisters(tile, 0);
    }

    /** Rows of a tile from memory, {@code index} bytes apart. */
    void loadTile(int tile, Address rows) {
        vexMemory(3, tile, rows, 0x4B);
    }

    /** Rows of a tile to memory, {@code index} bytes apart. */
    void storeTile(Address rows, int tile) {
        vexMemory(2, tile, rows, 0x4B);
    }

    /** sums += left · right, pairs of bfloat16 into floats. */
    void multiplyTiles(int sums, int left, int right) {
        vectors.vex(2, 2, 0, 0, sums, right, 0, 0);
        code.put(0x5C);
        code.putRegisters(sums, left);
    }

    private void vexMemory(int prefix, int register, Address address, int opcode) {
        int index = address.index() == null ? 0 : address.index().high();
        vectors.vex(2, prefix, 0, 0, register, 0, index, address.base().high());
        code.put(opcode);
        code.putMemory(register, address, 1);
    }
}
