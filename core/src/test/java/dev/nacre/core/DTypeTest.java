package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class DTypeTest {
    private static float bfloat16(float value) {
        return Float.intBitsToFloat(DType.toBfloat16(value) << 16);
    }

    @Test
    void bfloat16RoundsToNearestEven() {
        assertThat(bfloat16(1)).isEqualTo(1);
        assertThat(bfloat16(1 + 0x1p-8f)).as("halfway, the even one is below").isEqualTo(1);
        assertThat(bfloat16(1 + 3 * 0x1p-8f)).as("halfway, the even one is above").isEqualTo(1 + 0x1p-6f);
        assertThat(bfloat16(1 + 0x1p-8f + 0x1p-20f)).isEqualTo(1 + 0x1p-7f);
        assertThat(bfloat16(-1 - 0x1p-8f - 0x1p-20f)).isEqualTo(-1 - 0x1p-7f);
        assertThat(bfloat16(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(bfloat16(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(bfloat16(Float.NaN)).isNaN();
        assertThat(bfloat16(Float.intBitsToFloat(0x7F800001))).as("a NaN whose upper bits alone were infinity").isNaN();
    }

    @Test
    void everyTypeReadsWhatItWrote() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64, 8);
            for (DType type : DType.values()) {
                type.set(memory, 3, 1);
                assertThat(type.get(memory, 3)).as("%s", type).isEqualTo(1);
                assertThat(type.getLong(memory, 3)).as("%s", type).isEqualTo(1);
                assertThat(type.get(memory, 2)).as("%s leaves its neighbour alone", type).isZero();
                memory.fill((byte) 0);
            }
            DType.INT64.setLong(memory, 0, Long.MAX_VALUE);
            assertThat(DType.INT64.getLong(memory, 0)).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void conversionsTruncateWrapAndSaturateAsSaid() {
        Tensor values = Tensor.of(new float[] {-1.7f, 0.4f, 255.9f, 70_000, Float.NaN});
        assertThat(values.to(DType.INT32).toLongs()).containsExactly(-1, 0, 255, 70_000, 0);
        assertThat(values.to(DType.BOOL).toLongs()).containsExactly(1, 1, 1, 1, 1);
        assertThat(values.slice(0, 1, 3).to(DType.UINT8).toLongs()).containsExactly(0, 255);
        assertThat(values.to(DType.FLOAT16).toFloats()[3]).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Tensor.of(new long[] {1L << 40, 3}).to(DType.INT32).toLongs()).containsExactly(0, 3);
    }
}
