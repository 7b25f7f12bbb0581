package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nacre.kernels.cuda.loader.CudaLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole commands on a real GPU, where there is one. Skipped elsewhere, with the reason. */
@Tag("gpu")
class CudaWholePathOnGpuTest extends CudaWholePath {
    /** The second step's gradients, after a first one in which AdamW looks at little more than signs. */
    private static final double MOMENTS = 1e-2;
    /** Of a loss of about 4: rounding its factors to 8 bits changes it by 0.05 to 0.08. */
    private static final double ROUNDED = 0.15;

    CudaWholePathOnGpuTest() {
        super("cuda");
    }

    @Override
    String missing() {
        return CudaLoader.here().look().unavailable();
    }

    private List<Path> thereAndHere(String name, Object... more) {
        List<Path> both = List.of(directory().resolve(name + "-cuda"), directory().resolve(name + "-cpu"));
        well(pretrain(both.getFirst(), Stream.concat(Stream.of(more), Stream.of("--device", "cuda")).toArray()));
        well(pretrain(both.getLast(), more));
        return both;
    }

    /** Recomputed activations, gradients in chunks, clipping, distorted pictures, statistics averaged afresh. */
    @Test
    void aTrainingWithLittleMemoryThereIsTheTrainingHere() throws IOException {
        List<Path> runs = thereAndHere("little", "--chunk", 3, "--recompute", "--clip", "0.5", "--augment",
                "--recalibrate");
        List<Path> last = runs.stream().map(run -> run.resolve("checkpoints/step-000000002.safetensors")).toList();
        for (String part : List.of("image_encoder.", "text_encoder.")) {
            assertThat(distance(last.getFirst(), last.getLast(), part)).as(part).isLessThan(TOLERANCE);
        }
        for (String part : List.of("first_moment.", "second_moment.")) {
            assertThat(distance(last.getFirst(), last.getLast(), part)).as(part).isLessThan(MOMENTS);
        }
        assertThat(losses(runs.getFirst())).containsExactly(losses(runs.getLast()), offset(MOMENTS));
    }

    @Test
    void aTrainingOfRoundedFactorsThereHasTheLossesThatItHasHere() throws IOException {
        List<Path> runs = thereAndHere("rounded", "--precision", "bfloat16");
        assertThat(losses(runs.getFirst())).containsExactly(losses(runs.getLast()), offset(ROUNDED));
    }
}
