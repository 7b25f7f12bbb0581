package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Layout DENSE = Layout.contiguous(Shape.of(2, 3, 4));

    @Test
    void stridesOfViews() {
        assertThat(DENSE.strides()).containsExactly(12, 4, 1);
        assertThat(DENSE.permute(2, 0, 1).strides()).containsExactly(1, 12, 4);
        Layout cut = DENSE.slice(2, 1, 4, 2);
        assertThat(cut.shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(cut.strides()).containsExactly(12, 4, 2);
        assertThat(cut.offset()).isEqualTo(1);
        Layout backwards = DENSE.flip(0, 2);
        assertThat(backwards.strides()).containsExactly(-12, 4, -1);
        assertThat(backwards.offset()).isEqualTo(12 + 3);
        assertThat(Layout.contiguous(Shape.of(3, 1)).expand(Shape.of(2, 3, 5)).strides()).containsExactly(0, 1, 0);
    }

    @Test
    void contiguityLooksAtSizesThatMatter() {
        assertThat(DENSE.isContiguous()).isTrue();
        assertThat(DENSE.slice(0, 1, 2, 1).isContiguous()).as("a row of the outermost").isTrue();
        assertThat(DENSE.slice(1, 0, 2, 1).isContiguous()).isFalse();
        assertThat(DENSE.permute(1, 0, 2).isContiguous()).isFalse();
        assertThat(Layout.contiguous(Shape.of(1, 7)).permute(1, 0).isContiguous()).as("ones go anywhere").isTrue();
        assertThat(DENSE.slice(0, 1, 1, 1).permute(2, 1, 0).isContiguous()).as("nothing is dense").isTrue();
    }

    @Test
    void reshapingWithoutACopy() {
        assertThat(DENSE.reshape(Shape.of(6, 4))).isPresent();
        assertThat(DENSE.permute(1, 0, 2).reshape(Shape.of(6, 4))).isEmpty();
        assertThat(DENSE.permute(1, 0, 2).reshape(Shape.of(3, 1, 2, 1, 4)).orElseThrow().strides())
                .containsExactly(4, 0, 12, 0, 1);
        assertThatThrownBy(() -> DENSE.reshape(Shape.of(5))).hasMessage("shape [2, 3, 4] has 24 elements, [5] has 5");
    }

    @Test
    void aSliceOfNothingPointsNowhere() {
        assertThat(DENSE.slice(0, 2, 2, 1).offset()).isZero();
        assertThat(Layout.contiguous(Shape.of(0, 3)).slice(1, 2, 3, 1).offset()).isZero();
    }

    @Test
    void shapes() {
        Shape shape = Shape.of(2, 3, 4);
        assertThat(shape.size(-1)).isEqualTo(4);
        assertThat(shape.axes(-1, 0)).containsExactly(0, 2);
        assertThat(shape.without(1)).isEqualTo(Shape.of(2, 4)).hasToString("[2, 4]");
        assertThat(shape.reduced(new int[] {0, 2}, true)).isEqualTo(Shape.of(1, 3, 1));
        assertThat(shape.reduced(new int[] {0, 1, 2}, false)).isEqualTo(Shape.SCALAR);
        assertThat(Shape.broadcast(Shape.of(5, 1, 3), Shape.of(4, 1))).isEqualTo(Shape.of(5, 4, 3));
        assertThat(Shape.broadcast(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
        assertThat(Shape.SCALAR.elements()).isEqualTo(1);
        assertThatThrownBy(() -> Shape.of(2, -1)).hasMessage("a size cannot be negative: [2, -1]");
    }
}
