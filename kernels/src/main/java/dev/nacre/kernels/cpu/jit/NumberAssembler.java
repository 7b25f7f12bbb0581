package dev.nacre.kernels.cpu.jit;

import java.util.List;

/** The part of an {@link Assembler} that computes addresses, counts loops and jumps: whole 64-bit numbers, and data. */
abstract sealed class NumberAssembler permits Assembler {
    /** What has been written. */
    final CodeBuffer code = new CodeBuffer();

    /** The bytes so far. */
    final byte[] toBytes() {
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
}
