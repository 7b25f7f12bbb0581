package dev.nacre.kernels.cpu.jit;

import java.util.List;

/**
 * Writes x86-64 machine code, one method call for each instruction, operands in Intel's order (destination first).
 * Knows what kernels need and no more: whole 64-bit numbers, loops, vectors, and the tiles of AMX.
 */
final class Assembler {
    private final CodeBuffer code = new CodeBuffer();
    private final VectorEncoder vectors = new VectorEncoder(code);

    /** The bytes so far. */
    byte[] toBytes() {
        return code.toBytes();
    }

    // ---- whole numbers ----------------------------------------------------------------------------------------------

    /** target = value. */
    void move(Gpr target, long value) {
        if (value == (int) value) {
            wide(0, target.high());
            code.put(0xC7);
            code.putRegisters(0, target.low());
            code.putInt((int) value);
        } else {
            wide(0, target.high());
            code.put(0xB8 | target.low());
            code.putLong(value);
        }
    }

    /** target = source. */
    void move(Gpr target, Gpr source) {
        register(0x89, source, target);
    }

    /** target = 64 bits of memory. */
    void load(Gpr target, Address source) {
        memory(0x8B, target, source);
    }

    /** 64 bits of memory = source. */
    void store(Address target, Gpr source) {
        memory(0x89, source, target);
    }

    /** target = the address itself: base + index·scale + displacement. */
    void address(Gpr target, Address source) {
        memory(0x8D, target, source);
    }

    /** target += source. */
    void add(Gpr target, Gpr source) {
        register(0x01, source, target);
    }

    /** target += value; nothing where it is 0. */
    void add(Gpr target, long value) {
        if (value != 0) {
            immediate(0, target, value);
        }
    }

    /** target += 64 bits of memory. */
    void add(Gpr target, Address source) {
        memory(0x03, target, source);
    }

    /** target −= source. */
    void subtract(Gpr target, Gpr source) {
        register(0x29, source, target);
    }

    /** target −= value; the flags say how it compares with 0. */
    void subtract(Gpr target, long value) {
        immediate(5, target, value);
    }

    /** target &= value. */
    void and(Gpr target, long value) {
        immediate(4, target, value);
    }

    /** target ·= 2^bits. */
    void shiftLeft(Gpr target, int bits) {
        wide(0, target.high());
        code.put(0xC1);
        code.putRegisters(4, target.low());
        code.put(bits);
    }

    /** Sets the flags for target − value. */
    void compare(Gpr target, long value) {
        immediate(7, target, value);
    }

    /** Sets the flags for target − source. */
    void compare(Gpr target, Gpr source) {
        register(0x39, source, target);
    }

    void push(Gpr source) {
        if (source.high() == 1) {
            code.put(0x41);
        }
        code.put(0x50 | source.low());
    }

    void pop(Gpr target) {
        if (target.high() == 1) {
            code.put(0x41);
        }
        code.put(0x58 | target.low());
    }

    private void wide(int registerHigh, int otherHigh) {
        code.put(0x48 | registerHigh << 2 | otherHigh);
    }

    private void register(int opcode, Gpr register, Gpr other) {
        wide(register.high(), other.high());
        code.put(opcode);
        code.putRegisters(register.low(), other.low());
    }

    private void memory(int opcode, Gpr register, Address address) {
        int index = address.index() == null ? 0 : address.index().high();
        code.put(0x48 | register.high() << 2 | index << 1 | address.base().high());
        code.put(opcode);
        code.putMemory(register.low(), address, 1);
    }

    private void immediate(int extension, Gpr target, long value) {
        wide(0, target.high());
        boolean small = value == (byte) value;
        code.put(small ? 0x83 : 0x81);
        code.putRegisters(extension, target.low());
        if (small) {
            code.put((int) value);
        } else {
            code.putInt(Math.toIntExact(value));
        }
    }

    // ---- control ----------------------------------------------------------------------------------------------------

    /** The next instruction is where jumps to this label go. */
    void bind(Label label) {
        label.bind(code.size());
        for (int at : label.waiting()) {
            code.patchInt(at, code.size() - at - Integer.BYTES);
        }
    }

    void jump(Label label) {
        code.put(0xE9);
        distance(label);
    }

    void jump(Condition condition, Label label) {
        code.put(0x0F);
        code.put(0x80 | condition.code());
        distance(label);
    }

    private void distance(Label label) {
        int at = code.size();
        code.putInt(0);
        if (label.isBound()) {
            code.patchInt(at, label.position() - at - Integer.BYTES);
        } else {
            label.waiting().add(at);
        }
    }

    /** Runs {@code body} {@code count} times, at least once; {@code counter} counts down to 0. */
    void loop(Gpr counter, Runnable body) {
        var again = new Label();
        bind(again);
        body.run();
        subtract(counter, 1);
        jump(Condition.NOT_EQUAL, again);
    }

    /** Saves registers on the stack that the caller wants back. */
    void save(List<Gpr> registers) {
        registers.forEach(this::push);
    }

    /** Takes back what {@link #save} put there. */
    void restore(List<Gpr> registers) {
        registers.reversed().forEach(this::pop);
    }

    void returnToCaller() {
        code.put(0xC3);
    }

    /** target = the address of a label, which may lie behind: constants stand there. */
    void address(Gpr target, Label label) {
        wide(target.high(), 0);
        code.put(0x8D);
        code.put(target.low() << 3 | 5);
        distance(label);
    }

    /** Data behind the code, 64 bytes aligned: what the label's address is. */
    void data(Label label, List<Integer> words) {
        while (code.size() % 64 != 0) {
            code.put(0xCC);
        }
        bind(label);
        words.forEach(code::putInt);
    }

    /** Instructions without operands that a processor's description needs. */
    void raw(int... bytes) {
        for (int value : bytes) {
            code.put(value);
        }
    }

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

    /** memory = op(source, immediate). */
    void emit(VectorInstruction op, Address target, Vector source, int immediate, Masking masking) {
        emit(op, target, source, masking);
        code.put(immediate);
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
