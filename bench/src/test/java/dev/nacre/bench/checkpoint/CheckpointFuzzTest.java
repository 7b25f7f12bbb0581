package dev.nacre.bench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.bench.fuzz.FuzzResult;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.core.io.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@code nacre bench fuzz-checkpoints} does at length. */
class CheckpointFuzzTest {
    private static final int COUNT = 7000;

    @TempDir
    private Path folder;

    @Test
    void everySeedIsRead() throws IOException {
        for (CheckpointSample sample : SeedFiles.all(folder)) {
            Path own = Files.createDirectories(folder.resolve(sample.name()));
            for (Map.Entry<String, byte[]> companion : sample.beside().entrySet()) {
                Files.write(own.resolve(companion.getKey()), companion.getValue());
            }
            try (Checkpoint file = Checkpoint.open(Files.write(own.resolve("file"), sample.bytes()))) {
                assertThat(file.tensors()).as(sample.name()).isNotEmpty()
                        .allSatisfy(tensor -> assertThat(file.bytes(tensor.name()).byteSize()).isPositive());
            }
        }
    }

    @Test
    void damagedCheckpointsGiveTensorsOrASentence() {
        CheckpointCase cases = new CheckpointCase(SeedFiles.all(folder), 20261122, folder);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        List<FuzzResult> broken = new ArrayList<>();
        for (long number = 0; number < COUNT; number++) {
            FuzzResult result = cases.run(number);
            outcomes.merge(result.outcome(), 1L, Long::sum);
            if (CheckpointFuzz.LIMITS.broken(result)) {
                broken.add(result);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(outcomes.get(Outcome.READ)).isGreaterThan(COUNT / 10);
        assertThat(outcomes.get(Outcome.REFUSED)).isGreaterThan(COUNT / 3);
    }

    @Test
    void aCaseDependsOnSeedAndNumberAlone() {
        assertThat(outcomes()).isEqualTo(outcomes());
    }

    private List<String> outcomes() {
        CheckpointCase cases = new CheckpointCase(SeedFiles.all(folder), 5, folder);
        return LongStream.range(0, 70).mapToObj(cases::run)
                .map(result -> result.mutation().name() + " " + result.outcome() + " " + result.detail()).toList();
    }
}
