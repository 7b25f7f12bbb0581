package dev.nacre.kernels.cpu.jit;

/**
 * The vector instructions that kernels use, with the bytes that name them (Intel 64 and IA-32 Architectures Software
 * Developer's Manual, volume 2). Operands are in Intel's order. PS works on floats, D on 32-bit, W on 16-bit integers.
 */
enum VectorInstruction {
    VMOVUPS(0, 1, 0, 0x10, Tuple.VECTOR), VMOVUPS_STORE(0, 1, 0, 0x11, Tuple.VECTOR),
    /** A store past the caches, to a multiple of the vector's bytes. */
    VMOVNTPS(0, 1, 0, 0x2B, Tuple.VECTOR),
    /** As VMOVUPS, a mask's bits standing for two bytes each. */
    VMOVDQU16(3, 1, 1, 0x6F, Tuple.VECTOR, true), VMOVDQU16_STORE(3, 1, 1, 0x7F, Tuple.VECTOR, true),
    /** Any sixteen or thirty-two bytes of memory, without AVX-512. */
    VMOVDQU(2, 1, 0, 0x6F, Tuple.VECTOR), VMOVDQU_STORE(2, 1, 0, 0x7F, Tuple.VECTOR),
    /** Lanes where the sign of the first operand's is set; others become 0, or their memory stays. AVX2 alone. */
    VMASKMOVPS(1, 2, 0, 0x2C, Tuple.VECTOR), VMASKMOVPS_STORE(1, 2, 0, 0x2E, Tuple.VECTOR),
    VBROADCASTSS(1, 2, 0, 0x18, Tuple.ELEMENT),
    VADDPS(0, 1, 0, 0x58, Tuple.FULL), VSUBPS(0, 1, 0, 0x5C, Tuple.FULL), VMULPS(0, 1, 0, 0x59, Tuple.FULL),
    VDIVPS(0, 1, 0, 0x5E, Tuple.FULL), VMINPS(0, 1, 0, 0x5D, Tuple.FULL), VMAXPS(0, 1, 0, 0x5F, Tuple.FULL),
    VSQRTPS(0, 1, 0, 0x51, Tuple.FULL),
    VFMADD231PS(1, 2, 0, 0xB8, Tuple.FULL), VFMADD213PS(1, 2, 0, 0xA8, Tuple.FULL),
    VFMADD132PS(1, 2, 0, 0x98, Tuple.FULL),
    VFMSUB231PS(1, 2, 0, 0xBA, Tuple.FULL), VFMSUB213PS(1, 2, 0, 0xAA, Tuple.FULL),
    VFMSUB132PS(1, 2, 0, 0x9A, Tuple.FULL),
    VFNMADD231PS(1, 2, 0, 0xBC, Tuple.FULL), VFNMADD213PS(1, 2, 0, 0xAC, Tuple.FULL),
    VFNMADD132PS(1, 2, 0, 0x9C, Tuple.FULL),
    /** An approximation to 14 bits. */
    VRCP14PS(1, 2, 0, 0x4C, Tuple.FULL, true),
    /** {@code a · 2^⌊b⌋}. */
    VSCALEFPS(1, 2, 0, 0x2C, Tuple.FULL, true),
    /** One of two by their size; immediate 2 the one nearer 0, with the first's sign; a number beside a NaN. */
    VRANGEPS(1, 3, 0, 0x50, Tuple.FULL, true),
    /** Rounds; immediate 0 to the nearest even, 1 down, 2 up, 3 to zero. VROUNDPS without AVX-512. */
    VRNDSCALEPS(1, 3, 0, 0x08, Tuple.FULL),
    /** Compares into a mask; immediate 1 less than, 2 less or equal, 13 greater or equal, 14 greater. */
    VCMPPS(0, 1, 0, 0xC2, Tuple.FULL, true),
    /** Parts of sixteen bytes: eight bytes that are read, the others becoming 0, or written. Without AVX-512. */
    VMOVQ(2, 1, 0, 0x7E, Tuple.VECTOR), VMOVLPS_STORE(0, 1, 0, 0x13, Tuple.VECTOR),
    /** One element of sixteen bytes from memory; the immediate is its number. Without AVX-512. */
    VPINSRD(1, 3, 0, 0x22, Tuple.VECTOR), VPINSRW(1, 1, 0, 0xC4, Tuple.VECTOR),
    /** One element of sixteen bytes to memory; the immediate is its number. VEXTRACTPS also with AVX-512. */
    VEXTRACTPS(1, 3, 0, 0x17, Tuple.ELEMENT), VPEXTRW(1, 3, 0, 0x15, Tuple.VECTOR),
    /** Lanes of the second source where the immediate's bit is set, of the first elsewhere. AVX2 alone. */
    VBLENDPS(1, 3, 0, 0x0C, Tuple.FULL),
    /** The same into all bits of the lanes of a vector. AVX2 alone. */
    VCMPPS_LANES(0, 1, 0, 0xC2, Tuple.FULL),
    /** Lanes of the second source where the sign of a fourth register's is set, of the first elsewhere. AVX2 alone. */
    VBLENDVPS(1, 3, 0, 0x4A, Tuple.FULL),
    /** Lanes of the second source where the mask is set, of the first elsewhere. */
    VBLENDMPS(1, 2, 0, 0x65, Tuple.FULL, true),
    VPANDD(1, 1, 0, 0xDB, Tuple.FULL), VPORD(1, 1, 0, 0xEB, Tuple.FULL), VPXORD(1, 1, 0, 0xEF, Tuple.FULL),
    /** Any function of three bits; the immediate is its truth table. */
    VPTERNLOGD(1, 3, 0, 0x25, Tuple.FULL, true),
    VPADDD(1, 1, 0, 0xFE, Tuple.FULL), VPSUBD(1, 1, 0, 0xFA, Tuple.FULL),
    VPSLLD(1, 1, 0, 0x72, Tuple.FULL, false, 6), VPSRLD(1, 1, 0, 0x72, Tuple.FULL, false, 2),
    /** Keeps the sign. */
    VPSRAD(1, 1, 0, 0x72, Tuple.FULL, false, 4),
    VCVTPS2DQ(1, 1, 0, 0x5B, Tuple.FULL),
    VCVTPS2PD(0, 1, 0, 0x5A, Tuple.HALF), VADDPD(1, 1, 1, 0x58, Tuple.FULL),
    /** Sixteen bits to thirty-two, with zeros: the first half of a bfloat16's way to float. */
    VPMOVZXWD(1, 2, 0, 0x33, Tuple.HALF),
    /** Thirty-two bits to the low sixteen; the destination is the last operand, or memory. */
    VPMOVDW(2, 2, 0, 0x33, Tuple.HALF, true),
    VCVTPH2PS(1, 2, 0, 0x13, Tuple.HALF),
    /** The destination is the last operand, or memory; immediate 0 rounds to the nearest even. */
    VCVTPS2PH(1, 3, 0, 0x1D, Tuple.HALF),
    VCVTNEPS2BF16(2, 2, 0, 0x72, Tuple.FULL, true), VCVTNE2PS2BF16(3, 2, 0, 0x72, Tuple.FULL, true),
    /** Sums of products of pairs of bfloat16, added to floats. */
    VDPBF16PS(2, 2, 0, 0x52, Tuple.FULL, true),
    VUNPCKLPS(0, 1, 0, 0x14, Tuple.FULL), VUNPCKHPS(0, 1, 0, 0x15, Tuple.FULL),
    VPUNPCKLQDQ(1, 1, 1, 0x6C, Tuple.FULL), VPUNPCKHQDQ(1, 1, 1, 0x6D, Tuple.FULL),
    VPERMW(1, 2, 1, 0x8D, Tuple.VECTOR, true), VPERMT2W(1, 2, 1, 0x7D, Tuple.VECTOR, true),
    /** Thirty-two bits to sixteen, in halves of 128 bits: the first operand's, the second's. */
    VPACKUSDW(1, 2, 0, 0x2B, Tuple.FULL),
    /** The four quarters of 256 bits, as the immediate's four pairs of bits say. */
    VPERMQ(1, 3, 1, 0x00, Tuple.FULL),
    VSHUFPS(0, 1, 0, 0xC6, Tuple.FULL), VSHUFF32X4(1, 3, 0, 0x23, Tuple.FULL, true),
    /** Two of four halves; immediate 0x20 the lower ones, 0x31 the upper ones. AVX2 alone. */
    VPERM2F128(1, 3, 0, 0x06, Tuple.FULL),
    /** One half; the destination is the last operand, or memory. */
    VEXTRACTF128(1, 3, 0, 0x19, Tuple.HALF), VINSERTF128(1, 3, 0, 0x18, Tuple.HALF);

    /** How many bytes of memory an operand stands for: the unit of short displacements. */
    enum Tuple {
        /** The whole vector, or one element that is broadcast. */
        FULL,
        /** The whole vector, never broadcast. */
        VECTOR,
        /** Half of it. */
        HALF,
        /** One float. */
        ELEMENT
    }

    private static final int NO_EXTENSION = -1;

    private final int prefix;
    private final int map;
    private final int wide;
    private final int opcode;
    private final Tuple tuple;
    private final boolean evexOnly;
    private final int extension;

    VectorInstruction(int prefix, int map, int wide, int opcode, Tuple tuple) {
        this(prefix, map, wide, opcode, tuple, false);
    }

    VectorInstruction(int prefix, int map, int wide, int opcode, Tuple tuple, boolean evexOnly) {
        this(prefix, map, wide, opcode, tuple, evexOnly, NO_EXTENSION);
    }

    VectorInstruction(int prefix, int map, int wide, int opcode, Tuple tuple, boolean evexOnly, int extension) {
        this.prefix = prefix;
        this.map = map;
        this.wide = wide;
        this.opcode = opcode;
        this.tuple = tuple;
        this.evexOnly = evexOnly;
        this.extension = extension;
    }

    /** The field pp: 0 none, 1 for 66, 2 for F3, 3 for F2. */
    int prefix() {
        return prefix;
    }

    /** The field mm: 1 for 0F, 2 for 0F38, 3 for 0F3A. */
    int map() {
        return map;
    }

    int wide() {
        return wide;
    }

    int opcode() {
        return opcode;
    }

    /** Whether the older encoding does not know it. */
    boolean evexOnly() {
        return evexOnly;
    }

    /** Whether ModRM's register field holds a part of the opcode, and the destination goes into vvvv. */
    boolean hasExtension() {
        return extension != NO_EXTENSION;
    }

    int extension() {
        return extension;
    }

    /** Whether the destination stands in ModRM's other field, as in stores. */
    boolean endsInDestination() {
        return this == VPMOVDW || this == VCVTPS2PH || this == VEXTRACTF128;
    }

    /** Bytes of a memory operand beside vectors of so many bytes. */
    int memoryBytes(int vectorBytes, boolean broadcast) {
        return switch (tuple) {
            case FULL -> broadcast ? 4 << wide : vectorBytes;
            case VECTOR -> vectorBytes;
            case HALF -> vectorBytes / 2;
            case ELEMENT -> Float.BYTES;
        };
    }
}
