package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDiffTest {
    @TempDir
    private Path folder;

    private CheckpointDiff diff(Map<String, Tensor> first, Map<String, Tensor> second) {
        try (Checkpoint a = write("a", first); Checkpoint b = write("b", second)) {
            return CheckpointDiff.of(a, b);
        }
    }

    private Checkpoint write(String name, Map<String, Tensor> tensors) {
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((key, value) -> writer.add(key, value, FileLayout.SAME));
        Path file = folder.resolve(name);
        writer.write(file);
        return Checkpoint.open(file);
    }

    private static Tensor values(float... values) {
        return Tensor.of(values, values.length);
    }

    @Test
    void equalTensorsAreCountedWhateverTheirBits() {
        Map<String, Tensor> same = Map.of("a", values(1, Float.NaN), "b", values(Float.NEGATIVE_INFINITY));
        CheckpointDiff diff = diff(same, same);
        assertThat(diff.equal()).isEqualTo(2);
        assertThat(diff.same()).isTrue();
    }

    @Test
    void namesThatOneFileLacksAreListed() {
        CheckpointDiff diff = diff(Map.of("a", values(1), "b", values(2)), Map.of("b", values(2), "c", values(3)));
        assertThat(diff.onlyFirst()).containsExactly("a");
        assertThat(diff.onlySecond()).containsExactly("c");
        assertThat(diff.equal()).isEqualTo(1);
        assertThat(diff.sameValues()).isFalse();
    }

    @Test
    void valuesThatDifferAreMeasuredAndTheWorstComesFirst() {
        CheckpointDiff diff = diff(Map.of("little", values(3, 4), "much", values(3, 4), "zero", values(0, 0)),
                Map.of("little", values(3, 4.5f), "much", values(-3, 4), "zero", values(0, -0f)));
        assertThat(diff.otherValue()).extracting(CheckpointDiff.Change::name).containsExactly("much", "little");
        assertThat(diff.otherValue().getFirst().relative()).isEqualTo(6 / 5d);
        assertThat(diff.otherValue().getLast().relative()).isEqualTo(0.1);
        assertThat(diff.otherValue().getLast().largest()).isEqualTo(0.5);
        // Minus zero has other bits and the same value.
        assertThat(diff.otherType()).isEqualTo(1);
    }

    @Test
    void aValueThatIsNoNumberIsADifference() {
        CheckpointDiff diff = diff(Map.of("a", values(1, 2)), Map.of("a", values(1, Float.NaN)));
        assertThat(diff.otherValue()).singleElement().satisfies(change -> {
            assertThat(change.relative()).isInfinite();
            assertThat(change.largest()).isInfinite();
        });
    }

    @Test
    void anotherPrecisionIsComparedAsNumbers() {
        Scope.run("test", () -> {
            Tensor exact = values(1, 0.5f, -2);
            assertThat(diff(Map.of("a", exact), Map.of("a", exact.to(DType.FLOAT16))).otherType()).isEqualTo(1);
            CheckpointDiff rounded = diff(Map.of("a", values(0.1f)), Map.of("a", values(0.1f).to(DType.BFLOAT16)));
            assertThat(rounded.otherValue().getFirst().relative()).isBetween(1e-4, 4e-3);
        });
    }

    @Test
    void otherShapesAndKindsOfNumbersAreNotCompared() {
        Scope.run("test", () -> {
            CheckpointDiff diff = diff(Map.of("a", values(1, 2), "b", values(1)),
                    Map.of("a", values(1, 2).reshape(2, 1), "b", values(1).to(DType.INT64)));
            assertThat(diff.otherShape()).extracting(pair -> pair.first().name()).containsExactlyInAnyOrder("a", "b");
        });
    }

    @Test
    void integersDifferWithoutAMeasure() {
        CheckpointDiff diff = diff(Map.of("a", Tensor.of(new int[] {1, 2}, 2)),
                Map.of("a", Tensor.of(new int[] {1, 3}, 2)));
        assertThat(diff.otherValue().getFirst().relative()).isInfinite();
        assertThat(diff.otherValue().getFirst().largest()).isNaN();
    }
}
