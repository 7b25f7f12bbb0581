package dev.nacre.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The gradients of a golden file: the norm of each, and its first values. Some are zero in exact arithmetic, and then
 * only rounding is left of them: an error of a millionth of the largest gradient is always allowed.
 *
 * @param prefix    of the entries {@code grad.norm} and {@code grad.head.NAME}
 * @param tolerance of the error, relative to the gradient
 */
public record GoldenGradients(SafetensorsFile golden, String prefix, double tolerance) {
    private static final double ROUNDING = 1e-6;

    /**
     * Compares the loss Σ output·cotangent. Its terms have either sign, so that it may be next to zero by chance: the
     * error counts relative to the size that such a sum has, ‖output‖·‖cotangent‖/√n, where the loss is smaller.
     */
    public static void assertDotProduct(String name, Tensor loss, Tensor output, Tensor cotangent,
            SafetensorsFile golden, double tolerance) {
        double size = RelativeError.norm(output.toFloats()) * RelativeError.norm(cotangent.toFloats())
                / Math.sqrt(output.elements());
        double expected = golden.floats(name)[0];
        assertThat(Math.abs(loss.item() - expected)).as(name)
                .isLessThan(tolerance * Math.max(size, Math.abs(expected)));
    }

    /** Compares all gradients that the file lists; {@code gradient} gives one by state-dict name, in file layout. */
    public void check(Function<String, Tensor> gradient) {
        List<String> names = Json.parse(golden.metadata().get("gradient_names")).items().stream().map(Json::text)
                .toList();
        float[] norms = golden.floats(prefix + "grad.norm");
        assertThat(norms).hasSize(names.size());
        double largest = IntStream.range(0, norms.length).mapToDouble(i -> norms[i]).max().orElseThrow();
        for (int i = 0; i < norms.length; i++) {
            String name = names.get(i);
            float[] actual = gradient.apply(name).toFloats();
            assertThat(Math.abs(RelativeError.norm(actual) - norms[i])).as("norm of the gradient of %s", name)
                    .isLessThanOrEqualTo(tolerance * norms[i] + ROUNDING * largest);
            float[] head = golden.floats(prefix + "grad.head." + name);
            float[] difference = Arrays.copyOf(actual, head.length);
            for (int j = 0; j < head.length; j++) {
                difference[j] -= head[j];
            }
            assertThat(RelativeError.norm(difference)).as("first values of the gradient of %s", name)
                    .isLessThanOrEqualTo(tolerance * RelativeError.norm(head) + ROUNDING * largest);
        }
    }
}
