package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileLayoutTest {
    @Test
    void linearWeightsAreTransposed() {
        Tensor file = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor ours = FileLayout.LINEAR.fromFile(file);
        assertThat(ours.shape()).isEqualTo(Shape.of(3, 2)).isEqualTo(FileLayout.LINEAR.fromFile(file.shape()));
        assertThat(ours.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void convolutionWeightsEndWithTheirOutputs() {
        Tensor file = Tensor.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5);
        Tensor ours = FileLayout.CONVOLUTION.fromFile(file);
        assertThat(ours.shape()).isEqualTo(Shape.of(4, 5, 3, 2));
        // out 1, in 2, row 3, column 4 is the last element on both sides; out 1 alone is the second one here.
        assertThat(ours.toLongs()).endsWith(119).startsWith(0, 60);
    }

    @Test
    void picturesEndWithTheirChannels() {
        Tensor ours = FileLayout.IMAGE.fromFile(Tensor.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5));
        assertThat(ours.shape()).isEqualTo(Shape.of(2, 4, 5, 3));
        assertThat(ours.toLongs()).startsWith(0, 20, 40, 1);
    }

    @ParameterizedTest
    @EnumSource
    void toFileIsTheInverse(FileLayout layout) {
        long[] sizes = layout == FileLayout.LINEAR ? new long[] {6, 20} : new long[] {2, 3, 4, 5};
        Tensor file = Tensor.arange(120).reshape(sizes);
        Tensor back = layout.toFile(layout.fromFile(file));
        assertThat(back.shape()).isEqualTo(file.shape()).isEqualTo(layout.toFile(layout.fromFile(file.shape())));
        assertThat(back.toLongs()).isEqualTo(file.toLongs());
    }

    @Test
    void otherRanksAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileLayout.CONVOLUTION.fromFile(Shape.of(3, 3)))
                .withMessageContaining("CONVOLUTION is for 4 dimensions, and the shape [3, 3] has 2");
    }

    @Test
    void tensorsAreReadAndWrittenInTheirLayouts(@TempDir Path directory) {
        Path copy = directory.resolve("copy.safetensors");
        try (SafetensorsFile file = Golden.safetensors("checkpoints/expected.safetensors")) {
            Tensor stem = file.read("image_encoder._conv_stem.weight", FileLayout.CONVOLUTION);
            assertThat(stem.shape()).isEqualTo(Shape.of(3, 3, 3, 8));
            SafetensorsWriter writer = new SafetensorsWriter();
            for (StoredTensor stored : file.tensors()) {
                FileLayout layout = switch (stored.shape().rank()) {
                    case 4 -> FileLayout.CONVOLUTION;
                    case 2 -> FileLayout.LINEAR;
                    default -> FileLayout.SAME;
                };
                try (Tensor tensor = file.read(stored.name(), layout)) {
                    assertThat(tensor.type()).isEqualTo(stored.type().dtype().orElseThrow());
                    writer.add(stored.name(), tensor, layout);
                }
            }
            writer.write(copy);
            assertThat(copy).hasSameBinaryContentAs(file.path());
            assertThat(file.read("bfloat16", FileLayout.SAME).type()).isEqualTo(DType.BFLOAT16);
            assertThatThrownBy(() -> file.read("double", FileLayout.LINEAR)).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("has the shape [3], which is not a LINEAR layout");
        }
    }
}
