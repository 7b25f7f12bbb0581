package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Random numbers in [−1, 1) for each pixel and axis, a function of a key for each picture: both from the 64 bits at the
 * pixel's place of the key's stream, the upper 24 for the one axis, 24 of the lower ones for the other, each times
 * 2⁻²³, less 1. Input: the keys' values, int64 {@code [batch]}. Result: float32 {@code [2, batch, height, width]},
 * without gradient.
 *
 * @param height rows
 * @param width  columns
 */
public record DisplacementNoise(int height, int width) implements Fused {
    private static final double SCALE = 0x1p-23;

    /** Across, then down. */
    public static Tensor of(Tensor keys, int height, int width) {
        return Apply.one(new DisplacementNoise(height, width), keys);
    }

    @Override
    public String name() {
        return "displacement_noise";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).rank(0, 1)
                .that(inputs.getFirst().type() == DType.INT64, "keys are int64")
                .that(height > 0 && width > 0, "there is no picture of " + height + "×" + width);
        return List.of(new Spec(DType.FLOAT32, Shape.of(2, inputs.getFirst().shape().size(0), height, width)));
    }

    /** On the host: no operation knows the bits of whole numbers. */
    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        long[] keys = inputs.getFirst().toLongs();
        int pixels = Math.multiplyExact(height, width);
        float[] noise = new float[Math.multiplyExact(2 * keys.length, pixels)];
        for (int picture = 0; picture < keys.length; picture++) {
            Key key = new Key(keys[picture]);
            for (int pixel = 0; pixel < pixels; pixel++) {
                long bits = key.bits(pixel);
                noise[picture * pixels + pixel] = (float) ((bits >>> 40) * SCALE - 1);
                noise[(keys.length + picture) * pixels + pixel] = (float) ((bits >>> 8 & 0xFFFFFF) * SCALE - 1);
            }
        }
        return List.of(Tensor.of(noise, 2, keys.length, height, width));
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public int differentiableOutputs() {
        return 0;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException("displacement_noise is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(Sample.of("random displacement_noise", in -> of(in.getFirst(), 5, 7),
                new Sample.Input(DType.INT64, Shape.of(3), -1e9, 1e9)));
    }
}
