package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums and products of numbers, rows, columns and planes, in every cut that the programs know: exact to the bit. */
class EmittedBroadcastTest {
    private static final List<Shape> WHOLE = List.of(Shape.of(37, 50), Shape.of(5, 37, 50), Shape.of(3, 5000),
            Shape.of(2, 3, 4, 33), Shape.of(4097), Shape.of(70, 16), Shape.of(70, 15), Shape.of(1));

    @Test
    void everyPartOfATensorMeetsIt() {
        for (Shape shape : WHOLE) {
            Tensor x = Tensor.randn(Key.of(1), shape.sizes());
            for (int kept = 0; kept < 1 << shape.rank(); kept++) {
                long[] part = shape.sizes();
                for (int dim = 0; dim < part.length; dim++) {
                    part[dim] = (kept >> dim & 1) == 0 ? 1 : part[dim];
                }
                Tensor y = Tensor.randn(Key.of(2), part);
                Tensor full = y.expand(shape.sizes());
                float[] a = x.toFloats();
                float[] b = full.toFloats();
                float[] sum = x.add(y).toFloats();
                float[] difference = y.sub(x).toFloats();
                float[] product = x.mul(y).toFloats();
                float[] quotient = y.div(x).toFloats();
                for (int i = 0; i < a.length; i++) {
                    assertThat(sum[i]).as("%s + part %s at %s", shape, y.shape(), i).isEqualTo(a[i] + b[i]);
                    assertThat(difference[i]).isEqualTo(b[i] - a[i]);
                    assertThat(product[i]).isEqualTo(a[i] * b[i]);
                    assertThat(quotient[i]).isEqualTo(b[i] / a[i]);
                }
            }
        }
    }
}
