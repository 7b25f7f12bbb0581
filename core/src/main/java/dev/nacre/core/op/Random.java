package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Element i is the distribution's value for the 64 bits at position i of the key's stream: the same on every device.
 */
public record Random(Key key, Distribution distribution, Shape shape) implements Detached {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 0);
        return List.of(new Spec(DType.FLOAT32, shape));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        for (long i = 0; i < shape.elements(); i++) {
            outputs.getFirst().set(i, distribution.sample(key.bits(i)));
        }
    }

    static List<Sample> samples() {
        Key key = Key.of(7);
        return List.of(
                Sample.of("random normal", in -> Tensor.randn(key, 1001)),
                Sample.of("random uniform", in -> Tensor.random(key, new Distribution.Uniform(-1, 3), 5, 33)),
                Sample.of("random truncated", in -> Tensor.random(key,
                        new Distribution.TruncatedNormal(0, 0.02, -0.04, 0.04), 5, 33)),
                Sample.of("random mask", in -> Tensor.random(key, new Distribution.Bernoulli(0.3), 5, 33)));
    }
}
