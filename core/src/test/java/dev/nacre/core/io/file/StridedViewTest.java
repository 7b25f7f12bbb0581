package dev.nacre.core.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.StoredType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StridedViewTest {
    private static final int ELEMENTS = 240;

    /** Sizes and strides drawn at random, against one element after the other by the definition. */
    @ParameterizedTest
    @EnumSource(StoredType.class)
    void elementsAreThoseOfTheDefinition(StoredType type) {
        Random random = new Random(type.ordinal());
        byte[] bytes = new byte[ELEMENTS * type.bytes()];
        random.nextBytes(bytes);
        for (int round = 0; round < 200; round++) {
            long[] sizes = random.longs(random.nextInt(5), 0, 5).toArray();
            long[] strides = random.longs(sizes.length, 0, 13).toArray();
            ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            long offset = random.nextInt(7);
            StridedView view = StridedView.of(type, stored(bytes), offset, sizes, strides, order);
            byte[] expected = byDefinition(bytes, type, view, offset, sizes, strides, order);
            assertThat(view.elements().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
            assertThat(view.<byte[]>briefly(part -> part.toArray(ValueLayout.JAVA_BYTE))).isEqualTo(expected);
        }
    }

    @Test
    void elementsInARowAreNotCopied() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[ELEMENTS]);
        StridedView rows = view(bytes, 8, new long[] {1, 5, 1, 4}, new long[] {999, 4, 7, 1});
        bytes.set(ValueLayout.JAVA_BYTE, 9, (byte) 42);
        assertThat(rows.elements().get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) 42);
        assertThatThrownBy(() -> rows.elements().set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void viewsThatLeaveTheirStorageAreRefused() {
        refused("reaches from element 0 to 240", 0, new long[] {241}, new long[] {1});
        refused("reaches from element 0 to 240", 0, new long[] {2, 2}, new long[] {239, 1});
        refused("reaches from element 240 to 240", 240, new long[0], new long[0]);
        refused("reaches from element -1 to", -1, new long[] {1}, new long[] {1});
        refused("stride -1 is negative", 5, new long[] {2}, new long[] {-1});
        refused("beyond 2^63", 0, new long[] {3}, new long[] {Long.MAX_VALUE});
        refused("beyond 2^63", 1, new long[] {2}, new long[] {Long.MAX_VALUE});
        refused("is impossible", 0, new long[] {-1}, new long[] {1});
        refused("is impossible", 0, new long[] {1L << 32, 1L << 32}, new long[] {0, 0});
        refused("1 sizes and 2 strides", 0, new long[] {1}, new long[] {1, 1});
        refused("65 sizes", 0, new long[65], new long[65]);
        assertThat(view(MemorySegment.ofArray(new byte[0]), 7, new long[] {0, 9}, new long[] {1, 1}).elements()
                .byteSize()).isZero();
    }

    @Test
    void repeatedElementsAreCounted() {
        MemorySegment one = MemorySegment.ofArray(new byte[1]);
        assertThat(view(one, 0, new long[] {1000, 1000}, new long[] {0, 0}).repeatedBytes()).isEqualTo(999_999);
        assertThat(view(one, 0, new long[] {1}, new long[] {1}).repeatedBytes()).isZero();
    }

    @Test
    void moreThanAnArrayIsNotCopied() {
        StridedView huge = view(MemorySegment.ofArray(new byte[1]), 0, new long[] {1L << 31}, new long[] {0});
        assertThatThrownBy(huge::elements).isInstanceOf(ViewException.class).hasMessageContaining(".contiguous()");
    }

    private static void refused(String reason, long offset, long[] sizes, long[] strides) {
        assertThatThrownBy(() -> view(MemorySegment.ofArray(new byte[ELEMENTS]), offset, sizes, strides))
                .isInstanceOf(ViewException.class).hasMessageContaining(reason);
    }

    private static StridedView view(MemorySegment bytes, long offset, long[] sizes, long[] strides) {
        return StridedView.of(StoredType.U8, StoredBytes.of(bytes), offset, sizes, strides, ByteOrder.LITTLE_ENDIAN);
    }

    private static StoredBytes stored(byte[] bytes) {
        return StoredBytes.of(MemorySegment.ofArray(bytes));
    }

    private static byte[] byDefinition(byte[] bytes, StoredType type, StridedView view, long offset, long[] sizes,
            long[] strides, ByteOrder order) {
        int width = type.bytes();
        int turned = order == ByteOrder.LITTLE_ENDIAN ? 1 : type == StoredType.C64 ? 4 : width;
        byte[] expected = new byte[(int) view.bytes()];
        for (int number = 0; number < view.shape().elements(); number++) {
            long left = number;
            long at = offset;
            for (int dim = sizes.length - 1; dim >= 0; dim--) {
                at += left % sizes[dim] * strides[dim];
                left /= sizes[dim];
            }
            for (int index = 0; index < width; index++) {
                int from = index / turned * turned + turned - 1 - index % turned;
                expected[number * width + index] = bytes[(int) at * width + (turned == 1 ? index : from)];
            }
        }
        return expected;
    }
}
