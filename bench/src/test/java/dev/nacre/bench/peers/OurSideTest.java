package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.bench.peers.Work.Part;
import dev.nacre.bench.peers.Work.Transposed;
import dev.nacre.core.DType;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OurSideTest {
    private static final Sides ALONE = new Sides(new Cores(1), null);

    private static List<Work> works() {
        List<Work> works = new ArrayList<>();
        for (Transposed transposed : Transposed.values()) {
            works.add(Work.product(DType.FLOAT32, 5, 7, 9, transposed));
            works.add(Work.product(DType.BFLOAT16, 5, 7, 9, transposed));
        }
        for (Part part : Part.values()) {
            works.add(Work.of(Work.CONVOLUTION, DType.FLOAT32).with("batch", 1).with("height", 9).with("width", 7)
                    .with("in", 4).with("out", 6).with("kernel", 3).with("stride", 2).with("groups", 2)
                    .with("part", part.word()));
        }
        works.add(Work.of(Work.BATCH_NORM_SILU, DType.FLOAT32).with("batch", 1).with("height", 3).with("width", 5)
                .with("channels", 4));
        for (String kind : List.of(Work.LAYER_NORM, Work.SOFTMAX, Work.GELU)) {
            works.add(Work.of(kind, DType.FLOAT32).with("rows", 6).with("width", 8));
        }
        works.add(Work.of(Work.ATTENTION, DType.FLOAT32).with("batch", 1).with("heads", 2).with("length", 5)
                .with("width", 8));
        works.add(Work.of(Work.CONTRASTIVE, DType.FLOAT32).with("batch", 4).with("width", 8));
        works.add(Work.of(Work.MODEL, DType.BFLOAT16).with("name", "b2").with("height", 32).with("width", 32)
                .with("batch", 1).with("training", false).with("recomputing", false));
        return works;
    }

    @Test
    void everyKindOfWorkRunsInTheProcessThatIsMeasured() {
        try (Contender ours = ALONE.ours()) {
            assertThat(ours.name()).startsWith("Nacre, Java ");
            for (Work work : works()) {
                ours.prepare(work, 2);
                assertThat(Arrays.stream(ours.time(3)).boxed()).as(work.kind()).hasSize(3)
                        .allMatch(seconds -> seconds > 0);
            }
            ours.release();
            assertThat(ours.memory()).isNotNegative();
            assertThatThrownBy(() -> ours.prepare(Work.of("baking", DType.FLOAT32), 1))
                    .isInstanceOf(InputException.class).hasMessageContaining("no work is called baking");
        }
    }

    @Test
    void thePeerKnowsEveryKindOfWork() throws IOException {
        try (var stream = Sides.class.getResourceAsStream("peer.py")) {
            String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(works()).allMatch(work -> script.contains("\"" + work.kind() + "\": "));
        }
    }
}
