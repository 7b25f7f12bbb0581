package dev.nacre.examples;

import dev.nacre.core.Device;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import java.util.Arrays;

/** The smallest use of the engine that meets a kernel and a derivative; {@link StartingTest} runs it in other JVMs. */
public final class Probe {
    private Probe() {
    }

    /** Prints the backend, a product and a gradient. */
    public static void main(String[] arguments) {
        Tensor weight = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).requireGrad();
        Tensor loss = Tensor.of(new float[] {1, 1}, 1, 2).matmul(weight).square().sum();
        System.out.println("backend: " + Backends.of(Device.CPU).name());
        System.out.println("loss: " + loss.item());
        System.out.println("gradient: " + Arrays.toString(loss.backward().of(weight).toFloats()));
        System.out.println("module: " + Tensor.class.getModule().isNamed());
    }
}
