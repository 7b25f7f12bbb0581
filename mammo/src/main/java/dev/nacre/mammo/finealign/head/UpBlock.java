package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.UpsampleNearest;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * One step up of a U-Net (Ronneberger et al. 2015): every pixel four times, the encoder's map of that size beside it,
 * and twice a convolution of 3 × 3, normalisation and ReLU.
 */
final class UpBlock extends Module {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final Conv2d first;
    private final BatchNorm2d firstNorm;
    private final Conv2d second;
    private final BatchNorm2d secondNorm;

    UpBlock(int in, int beside, int out) {
        first = child("conv1", convolution(in + beside, out));
        firstNorm = child("bn1", new BatchNorm2d(out, EPSILON, MOMENTUM));
        second = child("conv2", convolution(out, out));
        secondNorm = child("bn2", new BatchNorm2d(out, EPSILON, MOMENTUM));
    }

    private static Conv2d convolution(int in, int out) {
        return Conv2d.withoutBias(in, out, 3, Window.PLAIN.padding(1), Initialiser.normalByFanOut(9L * out));
    }

    /** {@code [n, height, width, in] → [n, 2·height, 2·width, out]}; {@code beside} may be empty. */
    Tensor forward(Tensor x, List<Tensor> beside, Pass pass) {
        return run(pass, own -> {
            Tensor large = UpsampleNearest.of(x, 2);
            Tensor all = beside.isEmpty() ? large : Concat.of(3, List.of(large, beside.getFirst()));
            return Chain.from(all).then(first, own).then(firstNorm, own).then(Tensor::relu).then(second, own)
                    .then(secondNorm, own).then(Tensor::relu).end();
        });
    }
}
