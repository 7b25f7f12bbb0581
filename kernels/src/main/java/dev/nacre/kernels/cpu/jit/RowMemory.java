package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;

/**
 * Emits how vectors of channels come from memory and go there: float32 as it is, bfloat16 widened and rounded. Of the
 * last channels, where they are fewer than a vector has lanes, no memory behind is touched: AVX-512 has a mask
 * register for them; AVX2 reads by a mask out of the constants and writes in parts of four, two and one.
 */
final class RowMemory {
    /** The mask register with the lanes of the last channels. */
    static final int TAIL = 1;
    private static final int XMM = 128;
    /** Bytes between what is at work and what is asked for, where rows stream: some 100 ns of work. */
    private static final long AHEAD = 2048;

    private final InstructionSet set;
    private final Assembler assembler;
    private final Temporaries temporaries;
    private final ConstantPool constants;
    private final BFloat16Rounding rounding;
    private final int tail;

    /** @param tail how many the last channels are; 0 where all vectors are whole */
    RowMemory(InstructionSet set, Assembler assembler, Temporaries temporaries, ConstantPool constants, int tail,
            boolean bfloat16Instructions) {
        this.set = set;
        this.assembler = assembler;
        this.temporaries = temporaries;
        this.constants = constants;
        this.rounding = new BFloat16Rounding(set, assembler, temporaries, constants, bfloat16Instructions);
        this.tail = tail;
    }

    /** Before anything masked: at the start of the code. @param scratch loses what it holds */
    void begin(Gpr scratch) {
        if (tail > 0 && set == InstructionSet.AVX512) {
            assembler.move(scratch, (1 << tail) - 1);
            assembler.mask(TAIL, scratch);
        }
    }

    /** @param masked whether only the last channels are read, the other lanes becoming 0 */
    void load(DType type, Vector target, Address place, boolean masked) {
        if (masked && set == InstructionSet.AVX2) {
            loadPart(type, target, place);
            return;
        }
        var masking = masked ? Masking.zero(TAIL) : Masking.NONE;
        if (type == DType.FLOAT32) {
            assembler.emit(VectorInstruction.VMOVUPS, target, place, masking);
        } else {
            assembler.emit(VectorInstruction.VPMOVZXWD, target, place, masking);
            assembler.emit(VectorInstruction.VPSLLD, target, target, Short.SIZE);
        }
    }

    private void loadPart(DType type, Vector target, Address place) {
        if (type == DType.FLOAT32) {
            // The mask needs no register of its own.
            assembler.emit(VectorInstruction.VMOVUPS, target, constants.lanes(tail));
            assembler.emit(VectorInstruction.VMASKMOVPS, target, target, place);
            return;
        }
        var words = target.as(XMM);
        int four = tail & 4;
        if (four > 0) {
            assembler.emit(VectorInstruction.VMOVQ, words, place);
        } else {
            assembler.zero(words);
        }
        if ((tail & 2) > 0) {
            assembler.emit(VectorInstruction.VPINSRD, words, words, place.plus((long) four * Short.BYTES), four / 2);
        }
        if ((tail & 1) > 0) {
            int last = tail - 1;
            assembler.emit(VectorInstruction.VPINSRW, words, words, place.plus((long) last * Short.BYTES), last);
        }
        assembler.emit(VectorInstruction.VPMOVZXWD, target, words);
        assembler.emit(VectorInstruction.VPSLLD, target, target, Short.SIZE);
    }

    /** Asks for what a stream will read. */
    void ask(Address place) {
        assembler.prefetch(place.plus(AHEAD), 0);
    }

    /** Asks for what a stream will write. */
    void askForWriting(Address place) {
        assembler.prefetchForWriting(place.plus(AHEAD));
    }

    /** A result's vector. @param masked whether only the last channels are written */
    void store(RowDefinition.Operand operand, Address place, Vector source, boolean masked) {
        if (operand.pastCaches()) {
            assembler.emit(VectorInstruction.VMOVNTPS, place, source);
        } else {
            store(operand.type(), place, source, masked);
        }
    }

    /** @param masked whether only the last channels are written */
    void store(DType type, Address place, Vector source, boolean masked) {
        boolean parts = masked && set == InstructionSet.AVX2;
        if (type == DType.FLOAT32) {
            if (parts) {
                storePart(place, source);
            } else {
                assembler.emit(VectorInstruction.VMOVUPS_STORE, place, source,
                        masked ? Masking.merge(TAIL) : Masking.NONE);
            }
            return;
        }
        var half = temporaries.take();
        rounding.round(half, source);
        if (parts) {
            storePartOfWords(place, half.as(XMM));
        } else if (set == InstructionSet.AVX2) {
            assembler.emit(VectorInstruction.VMOVUPS_STORE, place, half.as(XMM));
        } else {
            assembler.emit(VectorInstruction.VMOVDQU16_STORE, place, half.as(256),
                    masked ? Masking.merge(TAIL) : Masking.NONE);
        }
        temporaries.giveBack(half);
    }

    /** A masked store would do, but takes some processors a dozen cycles. */
    private void storePart(Address place, Vector source) {
        if (tail <= 4) {
            storeFloats(place, source.as(XMM), tail);
            return;
        }
        storeFloats(place, source.as(XMM), 4);
        var upper = temporaries.take();
        assembler.emit(VectorInstruction.VEXTRACTF128, upper.as(XMM), source, 1);
        storeFloats(place.plus(4L * Float.BYTES), upper.as(XMM), tail - 4);
        temporaries.giveBack(upper);
    }

    private void storeFloats(Address place, Vector source, int count) {
        if (count == 4) {
            assembler.emit(VectorInstruction.VMOVUPS_STORE, place, source);
            return;
        }
        if (count >= 2) {
            assembler.emit(VectorInstruction.VMOVLPS_STORE, place, source);
        }
        if (count % 2 == 1) {
            int last = count - 1;
            assembler.emit(VectorInstruction.VEXTRACTPS, place.plus((long) last * Float.BYTES), source, last,
                    Masking.NONE);
        }
    }

    private void storePartOfWords(Address place, Vector source) {
        int four = tail & 4;
        if (four > 0) {
            assembler.emit(VectorInstruction.VMOVLPS_STORE, place, source);
        }
        if ((tail & 2) > 0) {
            assembler.emit(VectorInstruction.VEXTRACTPS, place.plus((long) four * Short.BYTES), source, four / 2,
                    Masking.NONE);
        }
        if ((tail & 1) > 0) {
            int last = tail - 1;
            assembler.emit(VectorInstruction.VPEXTRW, place.plus((long) last * Short.BYTES), source, last,
                    Masking.NONE);
        }
    }
}
