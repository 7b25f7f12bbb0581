package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint of full size in the published layout (EfficientNet-B5, BERT-base, both moments of AdamW: 1.66 GB of
 * pseudo-weights), opened in a process of its own, beside what PyTorch answers in float64 with the same weights.
 */
class FullSizeCheckpointTest {
    private static final Pattern RESIDENT = Pattern.compile("is ready after [\\d.]+ s; process at most (\\d+) MiB");
    private static final long MOST_RESIDENT = 900_000_000;
    private static final Path PICTURES = Path.of("..", "..", "shared", "data");

    @TempDir
    private static Path folder;

    private static Path checkpoint;

    @BeforeAll
    static void write() throws Exception {
        checkpoint = folder.resolve("b5-model-best-epoch-7.tar");
        assertThat(nacre("bench", "checkpoint", "write", "--out", checkpoint.toString())).contains("1658 MB");
    }

    private static String nacre(String... arguments) throws Exception {
        Path log = folder.resolve("log.txt");
        int exit = NacreProcess.end(NacreProcess.start(log, "", List.of(arguments)));
        assertThat(exit).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    private static String compared(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g", "bench", "checkpoint", "open",
                checkpoint.toString(), "--reference", reference().toString()));
        arguments.addAll(List.of(more));
        return nacre(arguments.toArray(String[]::new));
    }

    private static Path reference() throws Exception {
        return Path.of(FullSizeCheckpointTest.class.getResource("/published/mammo-clip-b5.json").toURI());
    }

    @Test
    void itOpensInLittleMemoryAndItsSentencesAreThoseOfPyTorch() throws Exception {
        String text = compared();
        Matcher resident = RESIDENT.matcher(text);
        assertThat(resident.find()).as(text).isTrue();
        assertThat(Long.parseLong(resident.group(1)) << 20).isLessThan(MOST_RESIDENT);
        assertThat(text.lines().filter(line -> line.startsWith("sentence of "))).hasSize(4);
    }

    @Test
    void itsPicturesAreThoseOfPyTorch() throws Exception {
        assumeTrue(Files.isDirectory(PICTURES), "needs the mammograms in ../shared/data");
        assertThat(compared("--pictures", PICTURES.toString()).lines()
                .filter(line -> line.startsWith("picture "))).hasSize(2);
    }

    @Test
    void whatIsInsideIsRecognisedToTheLastEntry() {
        CommandLineRun run = CommandLineRun.of("checkpoint", "inspect", checkpoint);
        assertThat(run.code()).isZero();
        assertThat(run.text()).contains("138,093,873 parameters; 1,056 entries fit, nothing is missing",
                "optimizer: 1,416 tensors");
    }
}
