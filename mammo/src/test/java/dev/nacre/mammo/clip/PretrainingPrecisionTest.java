package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.data.Breast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products in bfloat16, and everything that must not lose digits in float32. */
class PretrainingPrecisionTest {
    @TempDir
    private Path directory;

    /** Loss and length of the gradient of the first step. */
    private double[] firstStep(Precision precision, int chunk, String name) throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        PretrainingSettings settings = TinyTraining.settings(1).withPrecision(precision).withRecalibration(false)
                .withMemory(PretrainingSettings.Activations.STORED, chunk);
        tiny.pretraining(tiny.rows().subList(0, 4), settings, List.of()).start(directory.resolve(name));
        String[] first = Files.readAllLines(directory.resolve(name).resolve("log.csv")).get(1).split(",");
        return new double[] {Double.parseDouble(first[2]), Double.parseDouble(first[3])};
    }

    @Test
    void productsAreRoundedInPassAndBackwardPassWholeOrInChunks() throws IOException {
        double[] full = firstStep(Precision.FLOAT32, 0, "full");
        double[] rounded = firstStep(Precision.BFLOAT16, 0, "rounded");
        double[] chunk = firstStep(Precision.BFLOAT16, 4, "chunk");
        for (int figure = 0; figure < 2; figure++) {
            assertThat(rounded[figure]).isNotEqualTo(full[figure]).isCloseTo(full[figure], within(0.1 * full[figure]));
            assertThat(chunk[figure]).isCloseTo(rounded[figure], within(1e-4 * rounded[figure]));
        }
    }

    /** A step of 1e-5 is far below the last digit that bfloat16 has of a weight: in bfloat16 nothing would move. */
    @Test
    void weightsAreFloat32AndFollowStepsThatBfloat16WouldLose() {
        TinyTraining tiny = new TinyTraining(directory);
        List<Breast> rows = tiny.rows();
        float[] before = moved(tiny, rows, 1e-12, "before");
        float[] after = moved(tiny, rows, 1e-5, "after");
        int changed = 0;
        int unrounded = 0;
        for (int index = 0; index < before.length; index++) {
            changed += before[index] == after[index] ? 0 : 1;
            unrounded += after[index] == Float.intBitsToFloat(DType.toBfloat16(after[index]) << Short.SIZE) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(before.length / 2);
        assertThat(unrounded).isGreaterThan(before.length / 2);
    }

    private float[] moved(TinyTraining tiny, List<Breast> rows, double rate, String name) {
        PretrainingSettings settings = PretrainingSettings.of(1, PretrainingSettings.Optimisation.published(rate, 0), 7)
                .withPrecision(Precision.BFLOAT16);
        tiny.pretraining(rows.subList(0, 4), settings, List.of()).start(directory.resolve(name));
        try (SafetensorsFile model = SafetensorsFile.open(directory.resolve(name).resolve("model.safetensors"))) {
            String weight = "image_encoder._conv_head.weight";
            assertThat(model.tensor(weight).type()).isEqualTo(StoredType.F32);
            return model.floats(weight);
        }
    }
}
