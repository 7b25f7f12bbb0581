package dev.nacre.kernels.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Fewer dimensions are fewer divisions for every element. */
class CudaNestTest {
    private static long[] sizes(Nest nest) {
        return Arrays.copyOfRange(nest.words(), 1, 1 + (int) nest.words()[0]);
    }

    private static long[] strides(Nest nest, int input) {
        int start = 1 + Nest.MOST * (1 + input);
        return Arrays.copyOfRange(nest.words(), start, start + (int) nest.words()[0]);
    }

    @Test
    void contiguousInputsNeedNoDimension() {
        Layout x = Layout.contiguous(Shape.of(3, 4, 5));
        assertThat(Nest.of(x, x).words()).hasSize(33).startsWith(0L);
    }

    @Test
    void aBiasLiesInTwoDimensionsWhateverTheBatch() {
        Layout x = Layout.contiguous(Shape.of(2, 3, 4, 5));
        Nest nest = Nest.of(x, Layout.contiguous(Shape.of(5)).expand(x.shape()));
        assertThat(sizes(nest)).containsExactly(24, 5);
        assertThat(strides(nest, 0)).containsExactly(5, 1);
        assertThat(strides(nest, 1)).containsExactly(0, 1);
    }

    @Test
    void dimensionsOfSizeOneAreLeftOut() {
        Nest nest = Nest.of(Layout.contiguous(Shape.of(4, 1, 6)).permute(2, 1, 0));
        assertThat(sizes(nest)).containsExactly(6, 4);
        assertThat(strides(nest, 0)).containsExactly(1, 6);
    }

    @Test
    void flippedDimensionsGoBackwards() {
        Nest nest = Nest.of(Layout.contiguous(Shape.of(3, 4)).flip(0, 1));
        assertThat(sizes(nest)).containsExactly(12);
        assertThat(strides(nest, 0)).containsExactly(-1);
    }

    @Test
    void moreDimensionsThanFitAreRefused() {
        long[] twos = new long[Nest.MOST + 1];
        Arrays.fill(twos, 2);
        int[] reversed = new int[twos.length];
        Arrays.setAll(reversed, i -> twos.length - 1 - i);
        Nest nest = Nest.of(Layout.contiguous(Shape.of(twos)).permute(reversed));
        assertThat(nest.fits()).isFalse();
        assertThatThrownBy(nest::words).isInstanceOf(IllegalStateException.class).hasMessageContaining("8 dimensions");
    }
}
