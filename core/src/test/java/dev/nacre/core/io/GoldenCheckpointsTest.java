package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.golden.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenCheckpointsTest {
    @ParameterizedTest
    @CsvSource(value = {
        "expected.safetensors,''",
        "with-module-prefix.safetensors,module.",
        "state-dict.pth,''",
        "state-dict-legacy.pth,''",
        "pretrained-layout.tar,model.",
    })
    void everyFormatHoldsTheExpectedTensorsToTheBit(String name, String prefix) {
        try (SafetensorsFile expected = Golden.safetensors("checkpoints/expected.safetensors");
                Checkpoint file = open(name)) {
            Checkpoint part = file.part(prefix);
            assertThat(part.tensors()).containsExactlyInAnyOrderElementsOf(expected.tensors());
            for (StoredTensor tensor : expected.tensors()) {
                assertThat(part.bytes(tensor.name()).mismatch(expected.bytes(tensor.name())))
                        .as(tensor.name()).isEqualTo(-1);
            }
        }
    }

    @Test
    void thePublishedLayoutKeepsTheOptimiserAndDescribesTheRest() {
        try (Checkpoint file = open("pretrained-layout.tar")) {
            assertThat(file.part("optimizer.state.").tensors()).extracting(StoredTensor::name)
                    .containsExactly("0.step", "0.exp_avg", "0.exp_avg_sq", "1.step", "1.exp_avg", "1.exp_avg_sq");
            assertThat(file.floats("train_loss")).hasSize(1);
            Json description = file.description();
            assertThat(description.fields()).containsOnlyKeys("optimizer", "scheduler", "epoch", "config");
            assertThat(description.get("epoch").whole()).isEqualTo(7);
            assertThat(description.get("optimizer")).hasToString("{\"param_groups\":[{\"lr\":0.001,"
                    + "\"betas\":[0.9,0.999],\"eps\":1.0E-8,\"weight_decay\":0.01,\"amsgrad\":false,\"maximize\":false,"
                    + "\"foreach\":null,\"capturable\":false,\"differentiable\":false,"
                    + "\"fused\":null,\"decoupled_weight_decay\":true,"
                    + "\"params\":[0,1]}]}");
            assertThat(description.get("config")).hasToString("{\"base\":{\"seed\":10,\"image_size\":"
                    + "{\"opaque\":\"omegaconf.listconfig.ListConfig\",\"_content\":[1520,912],\"_metadata\":null}},"
                    + "\"model\":{\"image_encoder\":{\"name\":\"tf_efficientnet_b5_ns-detect\",\"pretrained\":true}}}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hostile-call.pth|would use \"posix.system\" when Python opens it",
        "truncated.pth|was probably cut short",
        "truncated.safetensors|the file holds",
        "offsets-out-of-range.safetensors|offsets",
        "header-too-long.safetensors|its header claims",
    })
    void damagedAndHostileFilesAreRefusedInOneSentence(String name, String reason) {
        Path file = Golden.file("checkpoints/" + name);
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
        assertThat(List.of(Path.of("PWNED"), file.resolveSibling("PWNED"))).noneMatch(Files::exists);
    }

    private static Checkpoint open(String name) {
        return Checkpoint.open(Golden.file("checkpoints/" + name));
    }
}
