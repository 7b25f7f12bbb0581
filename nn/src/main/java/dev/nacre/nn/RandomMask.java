package dev.nacre.nn;

import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Extension;
import dev.nacre.core.op.Keep;
import dev.nacre.core.op.Saved;
import dev.nacre.core.op.Spec;
import java.util.List;

/**
 * y = x·m/keep, where each element of the mask m is 1 with probability keep, else 0; the mask broadcasts. The
 * derivative is the same with the same mask, which the key draws again, so that nothing is stored.
 *
 * @param mask shape of m, which broadcasts to x
 */
record RandomMask(Key key, double keepProbability, Shape mask) implements Extension {
    @Override
    public String name() {
        return "random_mask";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        return inputs;
    }

    @Override
    public List<Tensor> forward(List<Tensor> inputs) {
        return List.of(masked(inputs.getFirst()));
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(masked(cotangents.getFirst()));
    }

    private Tensor masked(Tensor x) {
        Distribution kept = new Distribution.Bernoulli(keepProbability);
        Tensor drawn = x.device().run(() -> Tensor.random(key, kept, mask.sizes()));
        return x.mul(drawn.mul(1 / keepProbability));
    }
}
