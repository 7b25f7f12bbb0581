package dev.nacre.core.matrix;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Spec;
import java.util.ArrayList;
import java.util.List;

/** The values that a sample is fed with: a function of its name, equal on every device. */
public final class SampleInputs {
    private SampleInputs() {
    }

    /** One tensor for each input, on a device; floating inputs are rounded to {@code floating}. */
    public static List<Tensor> of(Sample sample, Device device, DType floating) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            Sample.Input input = sample.inputs().get(i);
            DType type = input.type() == DType.FLOAT32 ? floating : input.type();
            double[] values = uniform(Key.of(1).child(sample.name()).child(i), Math.toIntExact(
                    input.shape().elements()), input.low(), input.high());
            tensors.add(tensor(device, values, type, input.shape().sizes()));
        }
        return tensors;
    }

    /** Cotangents in [-1, 1) for the outputs of a sample. */
    public static Tensor cotangent(Sample sample, int output, Spec spec, Device device) {
        double[] values = uniform(Key.of(2).child(sample.name()).child(output), Math.toIntExact(
                spec.shape().elements()), -1, 1);
        return tensor(device, values, spec.type(), spec.shape().sizes());
    }

    /** Evenly in [low, high). */
    static double[] uniform(Key key, int count, double low, double high) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = low + (high - low) * key.uniform(i);
        }
        return values;
    }

    private static Tensor tensor(Device device, double[] values, DType type, long... sizes) {
        return device.run(() -> {
            Tensor wide = sizes.length == 0 ? Tensor.of(values, 1).reshape() : Tensor.of(values, sizes);
            return type.isFloating() ? wide.to(type) : wide.to(DType.INT64).to(type);
        });
    }
}
