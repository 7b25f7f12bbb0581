package dev.nacre.kernels.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this process, chosen once: a static final species is a constant to the compiler.
 *
 * <p>The property {@value CpuProvider#BITS_PROPERTY} forces 128, 256 or 512 bits; the default is what the processor
 * prefers.
 */
final class VectorWidth {
    static final VectorSpecies<Float> FLOATS = choose();
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    /** Float lanes of a vector: 4, 8 or 16. */
    static final int LANES = FLOATS.length();
    static final int BYTES = FLOATS.vectorByteSize();

    private VectorWidth() {
    }

    private static VectorSpecies<Float> choose() {
        int bits = CpuProvider.requestedBits();
        if (bits > 0) {
            return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
        }
        // A preferred width beyond 512 bits (SVE) would break the fixed tree over lanes.
        var preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.vectorBitSize() <= 512 ? preferred : FloatVector.SPECIES_512;
    }

}
