package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.Gpr.R8;
import static dev.nacre.kernels.cpu.jit.Gpr.RAX;
import static dev.nacre.kernels.cpu.jit.Gpr.RBX;
import static dev.nacre.kernels.cpu.jit.Gpr.RCX;
import static dev.nacre.kernels.cpu.jit.Gpr.RDI;
import static dev.nacre.kernels.cpu.jit.Gpr.RDX;
import static dev.nacre.kernels.cpu.jit.Gpr.RSI;

import java.util.EnumSet;
import java.util.Set;

/** What the processor under this process can do, by the instruction cpuid, and what the system lets it do. */
final class Processor {
    private static final int CPUID_EXTENDED = 7;
    /** Leaves from here on are counted for themselves. */
    private static final int EXTENDED = 0x8000_0000;
    private static final long ARCH_PRCTL = 158;
    private static final long REQUEST_STATE = 0x1023;
    private static final long TILE_DATA = 18;
    /** State that the system saves: SSE and AVX; and for AVX-512 masks and the upper halves and registers. */
    private static final long AVX_STATE = 0x6;
    private static final long AVX512_STATE = 0xE6;
    private static final long TILE_STATE = 0x60000;

    private Processor() {
    }

    /** The features that a kernel asks for. */
    enum Feature {
        /** AVX2 with fused multiply-adds: 256 bits. */
        AVX2,
        /** AVX-512 F, BW, DQ and VL. */
        AVX512,
        /** Products of bfloat16 in vectors, and conversion. */
        AVX512_BF16,
        /** Products of bfloat16 in tiles; this process has the permission. */
        AMX_BF16
    }

    /** Reads the features; asks the system for tiles where the processor has them. */
    static Set<Feature> features() {
        var found = EnumSet.noneOf(Feature.class);
        long basic = cpuid(1, 0, RCX);
        boolean saved = bit(basic, 27);
        if (!saved) {
            return found;
        }
        long state = enabledState();
        long extended = cpuid(CPUID_EXTENDED, 0, RBX);
        long tiles = cpuid(CPUID_EXTENDED, 0, RDX);
        long more = cpuid(CPUID_EXTENDED, 1, RAX);
        if ((state & AVX_STATE) == AVX_STATE && bit(basic, 12) && bit(extended, 5)) {
            found.add(Feature.AVX2);
        }
        boolean avx512 = bit(extended, 16) && bit(extended, 17) && bit(extended, 30) && bit(extended, 31);
        if (found.contains(Feature.AVX2) && avx512 && (state & AVX512_STATE) == AVX512_STATE) {
            found.add(Feature.AVX512);
            if (bit(more, 5)) {
                found.add(Feature.AVX512_BF16);
            }
            if (bit(more, 5) && bit(tiles, 22) && bit(tiles, 24) && (state & TILE_STATE) == TILE_STATE
                    && requestTiles()) {
                found.add(Feature.AMX_BF16);
            }
        }
        return found;
    }

    private static boolean bit(long value, int index) {
        return (value >>> index & 1) == 1;
    }

    /** One of the four registers that cpuid fills, for a leaf and subleaf; 0 where there is no such leaf. */
    static long cpuid(int leaf, int subleaf, Gpr result) {
        var assembler = new Assembler();
        assembler.push(RBX);
        assembler.move(RAX, leaf);
        assembler.move(RCX, subleaf);
        assembler.raw(0x0F, 0xA2);
        assembler.move(RAX, result);
        assembler.pop(RBX);
        assembler.returnToCaller();
        int first = leaf & EXTENDED;
        boolean known = leaf == first || cpuid(first, 0, RAX) >= Integer.toUnsignedLong(leaf);
        return known ? EmittedCode.of(assembler).run(0, 0, 0) : 0;
    }

    /** What xgetbv says that the system saves when it switches threads. */
    private static long enabledState() {
        var assembler = new Assembler();
        assembler.move(RCX, 0);
        assembler.raw(0x0F, 0x01, 0xD0);
        assembler.returnToCaller();
        return EmittedCode.of(assembler).run(0, 0, 0);
    }

    /** Linux gives tiles to a process that asks (arch_prctl, ARCH_REQ_XCOMP_PERM). */
    private static boolean requestTiles() {
        var assembler = new Assembler();
        assembler.move(RAX, ARCH_PRCTL);
        assembler.move(RDI, REQUEST_STATE);
        assembler.move(RSI, TILE_DATA);
        assembler.move(R8, 0);
        assembler.raw(0x0F, 0x05);
        assembler.returnToCaller();
        return EmittedCode.of(assembler).run(0, 0, 0) == 0;
    }
}
