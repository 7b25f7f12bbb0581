package dev.nacre.nn.detection;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Says some numbers about each anchor of a map, the same way on every level: four convolutions with ReLU and one more
 * (Lin et al. 2017, §4). {@code [batch, height, width, channels]} to {@code [batch, height · width · anchors, values]},
 * row by row, place by place, anchor by anchor.
 */
final class DetectionHead extends Layer {
    private static final int DEPTH = 4;

    private final List<Conv2d> inner = new ArrayList<>();
    private final Conv2d output;
    private final int values;

    /**
     * A head.
     *
     * @param channels of the maps and of the convolutions
     * @param anchors around each place
     * @param values for each anchor
     * @param start the bias, which is what the untrained head says
     */
    DetectionHead(int channels, int anchors, int values, Initialiser start) {
        this.values = values;
        for (int number = 1; number <= DEPTH; number++) {
            inner.add(child("conv" + number, Conv2d.withBias(channels, channels, 3, Window.PLAIN.padding(1),
                    Initialiser.normalByFanOut(9L * channels))));
        }
        output = child("output", Conv2d.withBias(channels, anchors * values, 3, Window.PLAIN.padding(1),
                Initialiser.ZEROS, start));
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        Chain chain = Chain.from(x);
        for (Conv2d convolution : inner) {
            chain.then(convolution, pass).then(Tensor::relu);
        }
        Tensor said = chain.then(output, pass).end();
        return said.reshape(said.size(0), -1, values);
    }
}
