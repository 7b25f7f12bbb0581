package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.nn.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a training whose memory is not the processor's: the reference device stands for any such. */
class BackgroundCheckpointsTest {
    private static final Json.Fields NOTHING = Json.object();

    @TempDir
    private Path folder;

    private final Linear model = new Linear(3, 2);
    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(folder.resolve("checkpoints"), new Checkpoints.Policy(1, 2), () -> {
            SafetensorsWriter writer = new SafetensorsWriter();
            model.state().forEach(writer::add);
            return writer;
        });
    }

    private static void there(Runnable body) {
        Device.REFERENCE.run(() -> {
            body.run();
            return null;
        });
    }

    @Test
    void aFileHoldsTheWeightsOfTheMomentAtWhichItWasSaved() throws IOException {
        there(() -> {
            model.init(Key.of(1));
            float[] before = model.parameters().get("weight").value().toFloats();
            checkpoints.save(1, NOTHING, List.of());
            model.parameters().get("weight").set(Tensor.ones(3, 2));
            checkpoints.saveBest(NOTHING);
            checkpoints.save(2, NOTHING, List.of());
            checkpoints.save(3, NOTHING, List.of());
            checkpoints.finish();
            model.parameters().get("weight").set(Tensor.zeros(3, 2));
            checkpoints.load(model.state());
            assertThat(model.parameters().get("weight").value().toFloats()).containsOnly(1).isNotEqualTo(before);
        });
        try (Stream<Path> files = Files.list(checkpoints.folder())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("best.safetensors",
                    "step-000000002.safetensors", "step-000000003.safetensors");
        }
    }

    @Test
    void theFileOfASavedStateIsThatOfTheProcessor() throws IOException {
        Path near = folder.resolve("near");
        Path far = folder.resolve("far");
        there(() -> {
            model.init(Key.of(1));
            SafetensorsWriter later = new SafetensorsWriter();
            model.state().forEach(later::add);
            later.copyNow();
            SafetensorsWriter now = new SafetensorsWriter();
            model.state().forEach(now::add);
            now.write(near);
            model.init(Key.of(2));
            later.write(far);
        });
        assertThat(far).hasSameBinaryContentAs(near);
        try (SafetensorsFile file = SafetensorsFile.open(far)) {
            assertThat(file.tensors()).hasSize(2);
        }
    }

    @Test
    void whatCannotBeWrittenIsToldAtTheNextStepOrTheEnd() throws IOException {
        Files.createDirectories(checkpoints.folder().resolve("step-000000001.safetensors").resolve("in the way"));
        there(() -> {
            model.init(Key.of(1));
            checkpoints.save(1, NOTHING, List.of());
            assertThatThrownBy(checkpoints::finish).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("step-000000001.safetensors cannot be written");
            assertThatCode(checkpoints::finish).as("told once").doesNotThrowAnyException();
        });
    }

    @Test
    void filesAreWrittenInTheirOrderBesideTheTraining() {
        FileQueue queue = new FileQueue();
        CountDownLatch gate = new CountDownLatch(1);
        List<Integer> written = new ArrayList<>();
        queue.add(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            written.add(1);
        });
        queue.add(() -> written.add(2));
        queue.check();
        assertThat(written).isEmpty();
        gate.countDown();
        queue.finish();
        assertThat(written).containsExactly(1, 2);
    }

    @Test
    void oneFileThatFailsDoesNotKeepTheNextFromBeingWritten() {
        FileQueue queue = new FileQueue();
        List<Integer> written = new ArrayList<>();
        queue.add(() -> {
            throw new CheckpointException("full");
        });
        queue.add(() -> written.add(2));
        assertThatThrownBy(queue::finish).hasMessage("full");
        assertThat(written).containsExactly(2);
    }
}
