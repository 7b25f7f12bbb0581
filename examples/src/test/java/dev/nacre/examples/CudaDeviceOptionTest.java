package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kernels.cuda.loader.CudaLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands take {@code --device}, and what they answer to one that is not there. */
class CudaDeviceOptionTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "pretrain", "zeroshot", "embed", "serve", "task zeroshot", "task probe",
        "task finetune", "task detect", "task factor", "finealign train", "finealign explain", "finealign segment",
        "finealign evaluate", "bench model", "bench soak", "bench finealign", "bench mammo-clip"})
    void everyCommandThatComputesTakesADevice(String command) {
        assertThat(CommandLineRun.of(Stream.concat(Stream.of(command.split(" ")), Stream.of("--help")).toArray())
                .text()).contains("--device=DEVICE");
    }

    @Test
    void whoNamesADeviceThatIsNotThereIsToldWhatIs() {
        assertThat(embed("gpu").text()).contains("--device is 'gpu': give cpu, cuda,").hasLineCount(1);
        assertThat(embed("cuda:x").code()).isEqualTo(2);
        assertThat(embed("cpu:1").text()).contains("there is one device of that kind").hasLineCount(1);
    }

    @Test
    void whoAsksForAGpuWhereNoneServesIsToldWhyAndWhatToDo() {
        String reason = CudaLoader.here().look().unavailable();
        Assumptions.assumeFalse(reason.isEmpty(), "a GPU serves here");
        CommandLineRun run = embed("cuda");
        assertThat(run.text()).contains("--device is cuda, which cannot serve here: " + reason).hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
        assertThat(CommandLineRun.of("embed", "--device", "cuda", "--help").code()).isZero();
    }

    private static CommandLineRun embed(String device) {
        return CommandLineRun.of("embed", "picture.png", "--model", "run", "--device", device, "--out", "never");
    }
}
