package dev.nacre.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All golden cases of operations, outputs and gradients, in float32 on one device. */
public abstract class GoldenOperations {
    private static final double FORWARD = 2e-6;
    private static final double BACKWARD = 1e-5;
    private static final int CASES = 98;

    private final Device device;

    /** On this device. */
    protected GoldenOperations(Device device) {
        this.device = device;
    }

    static Stream<String> names() {
        return cases().map(c -> c.get("case").text());
    }

    private static Stream<Json> cases() {
        return Json.parse(Golden.text("ops/ops.json")).items().stream();
    }

    @Test
    void everyCaseIsThere() {
        assertThat(names()).doesNotHaveDuplicates().hasSize(CASES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void equalsTheIndependentImplementation(String name) {
        Json description = cases().filter(c -> c.get("case").text().equals(name)).findFirst().orElseThrow();
        Scope.run(name, () -> device.run(() -> {
            try (SafetensorsFile file = Golden.safetensors("ops/ops.safetensors")) {
                compare(file, name, description);
            }
            return null;
        }));
    }

    private static void compare(SafetensorsFile file, String name, Json description) {
        List<Tensor> inputs = IntStream.range(0, (int) description.get("inputs").whole())
                .mapToObj(i -> input(file, name, i)).toList();
        List<Tensor> outputs = new OperationCalls(description.get("args"), inputs).call(name);
        assertThat(outputs).hasSize((int) description.get("outputs").whole());
        for (int i = 0; i < outputs.size(); i++) {
            compare(file, name + "/out/" + i, outputs.get(i), FORWARD);
        }
        List<Integer> wanted = IntStream.range(0, inputs.size()).boxed()
                .filter(i -> file.find(name + "/grad/" + i).isPresent()).toList();
        assertThat(wanted.isEmpty()).isEqualTo(file.find(name + "/cotangent/0").isEmpty());
        if (!wanted.isEmpty()) {
            Gradients gradients = outputs.getFirst()
                    .backward(file.read(name + "/cotangent/0", FileLayout.SAME));
            for (int i : wanted) {
                compare(file, name + "/grad/" + i, gradients.of(inputs.get(i)), BACKWARD);
            }
        }
    }

    private static Tensor input(SafetensorsFile file, String name, int i) {
        Tensor input = file.read(name + "/in/" + i, FileLayout.SAME);
        return input.type().isFloating() ? input.requireGrad() : input;
    }

    private static void compare(SafetensorsFile file, String expected, Tensor actual, double tolerance) {
        assertThat(actual.shape()).as(expected).isEqualTo(file.tensor(expected).shape());
        if (actual.type().isFloating()) {
            assertThat(RelativeError.of(actual.toFloats(), file.floats(expected))).as(expected)
                    .isLessThanOrEqualTo(tolerance);
        } else {
            assertThat(actual.toLongs()).as(expected).isEqualTo(file.longs(expected));
        }
    }
}
