package dev.nacre.kernels.cpu.jit;

/**
 * How large the second-level cache of a core is, by the instruction cpuid: leaf 4 as Intel describes it (manual, volume
 * 2, CPUID), leaf 8000001D with the same fields on AMD's processors.
 */
final class SecondLevelCache {
    private static final int LEAF = 4;
    private static final int LEAF_OF_AMD = 0x8000001D;
    private static final int LEVEL = 2;
    /** More caches than any processor lists. */
    private static final int MOST = 8;

    private SecondLevelCache() {
    }

    /** Its bytes; 0 where the processor does not say. */
    static long bytes() {
        long found = find(LEAF);
        return found > 0 ? found : find(LEAF_OF_AMD);
    }

    private static long find(int leaf) {
        for (int cache = 0; cache < MOST; cache++) {
            long kind = Processor.cpuid(leaf, cache, Gpr.RAX);
            long type = kind & 0x1F;
            if (type == 0) {
                return 0;
            }
            if ((kind >>> 5 & 7) == LEVEL) {
                return size(Processor.cpuid(leaf, cache, Gpr.RBX), Processor.cpuid(leaf, cache, Gpr.RCX));
            }
        }
        return 0;
    }

    /** Ways · partitions · bytes of a line · sets, each stored less one. */
    static long size(long shape, long sets) {
        long ways = (shape >>> 22 & 0x3FF) + 1;
        long partitions = (shape >>> 12 & 0x3FF) + 1;
        long line = (shape & 0xFFF) + 1;
        return ways * partitions * line * ((sets & 0xFFFF_FFFFL) + 1);
    }
}
