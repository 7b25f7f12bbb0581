package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import org.junit.jupiter.api.Test;

class DetectionHeadTest {
    private static final int ANCHORS = 3;
    private static final int VALUES = 2;

    @Test
    void valuesComeRowByRowPlaceByPlaceAnchorByAnchor() {
        DetectionHead head = new DetectionHead(1, ANCHORS, VALUES, Initialiser.ZEROS);
        head.init(Key.of(1));
        // Each convolution hands the place itself on; the last one multiplies it for each output.
        for (int number = 1; number <= 4; number++) {
            centre(head.parameters().get("conv" + number + ".weight"), 1);
        }
        centre(head.parameters().get("output.weight"), 1000);
        Tensor places = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 2, 3, 1);
        Tensor said = head.forward(places, Pass.EVAL);
        assertThat(said.shape()).isEqualTo(Shape.of(2, 2 * 3 * ANCHORS, VALUES));
        float[] values = said.toFloats();
        for (int index = 0; index < values.length; index++) {
            int place = index / (ANCHORS * VALUES);
            int output = index % (ANCHORS * VALUES);
            assertThat(values[index]).as("value %d", index).isEqualTo((place + 1) * (1 + 1000f * output));
        }
    }

    private static void centre(Parameter weight, float step) {
        Shape shape = weight.spec().shape();
        int outputs = (int) shape.size(3);
        float[] values = new float[(int) shape.elements()];
        for (int output = 0; output < outputs; output++) {
            values[4 * outputs + output] = 1 + step * output;
        }
        weight.set(Tensor.of(values, values.length).reshape(shape));
    }
}
