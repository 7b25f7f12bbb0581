package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own that is killed, asked to stop, or finds its disk full, and then goes on: the
 * weights are those of a training that nobody disturbed. {@code -Dnacre.kills=10} kills it ten times, not twice.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("nacre.kills", 2);
    private static final int EPOCHS = 8 + 8 * KILLS;

    @TempDir
    static Path directory;

    private static List<String> training;
    private static Path undisturbed;

    @TempDir
    Path scratch;

    @BeforeAll
    static void trainUndisturbed() throws Exception {
        Path table = TinyStudy.write(directory);
        training = List.of("pretrain", "--table", table.toString(), "--images", directory.toString(), "--encoder",
                "tiny", "--height", "64", "--width", "64", "--text-layers", "1", "--text-width", "64", "--embedding",
                "32", "--batch", "3", "--fold", "0", "--epochs", "" + EPOCHS, "--save-every", "1");
        undisturbed = directory.resolve("undisturbed");
        Path log = directory.resolve("undisturbed.txt");
        assertThat(NacreProcess.end(NacreProcess.start(log, "", anew(undisturbed)))).as(Files.readString(log)).isZero();
    }

    @Test
    void killedAtRandomMomentsItEndsWithTheSameBytes() throws Exception {
        Path run = scratch.resolve("run");
        Random random = new Random();
        List<String> moments = new ArrayList<>();
        while (moments.size() < KILLS) {
            Process process = NacreProcess.start(scratch.resolve("log"), "", begun(run) ? resumed(run) : anew(run));
            // Anywhere from the start of the process to the middle of a later step or save.
            long until = steps(run) + random.nextInt(8);
            while (process.isAlive() && steps(run) < until) {
                Thread.sleep(5);
            }
            if (process.waitFor(random.nextInt(800), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            moments.add(steps(run) + " steps");
        }
        assertThat(moments).as("the training ended before it was killed often enough").hasSize(KILLS);
        Path log = scratch.resolve("last");
        Process last = NacreProcess.start(log, "", begun(run) ? resumed(run) : anew(run));
        assertThat(NacreProcess.end(last)).as(Files.readString(log)).isZero();
        assertThat(run.resolve("model.safetensors")).as("killed after " + moments)
                .hasSameBinaryContentAs(undisturbed.resolve("model.safetensors"));
        System.out.println("Killed after " + moments + "; the weights are the same");
        assertNothingHalfWritten(run);
    }

    @Test
    void askedToStopItSavesAndSaysHowToGoOn() throws Exception {
        Path run = scratch.resolve("run");
        Path log = scratch.resolve("log");
        Process process = NacreProcess.start(log, "", anew(run));
        while (steps(run) < 2 && process.isAlive()) {
            Thread.sleep(20);
        }
        process.destroy();
        NacreProcess.end(process);
        assertThat(Files.readString(log)).contains("saving after this step", "Stopped and saved after",
                "pretrain --resume " + run);
        assertThat(run.resolve("model.safetensors")).doesNotExist();
        assertThat(NacreProcess.end(NacreProcess.start(log, "", resumed(run)))).as(Files.readString(log)).isZero();
        assertThat(run.resolve("model.safetensors"))
                .hasSameBinaryContentAs(undisturbed.resolve("model.safetensors"));
    }

    @Test
    void aFullDiskIsOneSentenceAndTheCheckpointBeforeStays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell limits the size of files in this test");
        Path run = scratch.resolve("run");
        Path log = scratch.resolve("log");
        Process process = NacreProcess.start(log, "", anew(run));
        while (steps(run) < 2 && process.isAlive()) {
            Thread.sleep(20);
        }
        process.destroy();
        NacreProcess.end(process);
        List<Path> before = checkpoints(run);
        byte[] newest = Files.readAllBytes(before.getLast());
        assertThat(NacreProcess.end(NacreProcess.start(log, "ulimit -f 512; ", resumed(run)))).isEqualTo(2);
        assertThat(Files.readString(log)).containsOnlyOnce("cannot be written").contains("the free space");
        assertThat(checkpoints(run)).isEqualTo(before);
        assertThat(before.getLast()).hasBinaryContent(newest);
        assertNothingHalfWritten(run);
        assertThat(NacreProcess.end(NacreProcess.start(log, "", resumed(run)))).as(Files.readString(log)).isZero();
        assertThat(run.resolve("model.safetensors"))
                .hasSameBinaryContentAs(undisturbed.resolve("model.safetensors"));
    }

    private static List<String> anew(Path run) {
        List<String> arguments = new ArrayList<>(training);
        arguments.addAll(List.of("--out", run.toString()));
        return arguments;
    }

    private static List<String> resumed(Path run) {
        return List.of("pretrain", "--resume", run.toString());
    }

    private static boolean begun(Path run) {
        return Files.exists(run.resolve("run.json"));
    }

    private static long steps(Path run) throws IOException {
        Path log = run.resolve("log.csv");
        return Files.exists(log) ? Math.max(0, Files.readString(log).lines().count() - 1) : 0;
    }

    private static List<Path> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.sorted().toList();
        }
    }

    private static void assertNothingHalfWritten(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".part")))
                    .isEmpty();
        }
    }
}
