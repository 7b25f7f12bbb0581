package dev.nacre.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.programs.Dropper;
import dev.nacre.programs.Hoarder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the budget means for a whole program: each case is a process of its own. */
class BudgetInAProcessTest {
    @Test
    void droppedTensorsStayInsideTheBudget() throws IOException, InterruptedException {
        String output = run(Dropper.class, "-Dnacre.memory=32m");
        assertThat(output).containsPattern("peak \\d+ of 33554432");
        assertThat(Long.parseLong(output.replaceAll("(?s).*peak (\\d+) of.*", "$1"))).isBetween(1L << 20, 32L << 20);
    }

    @Test
    void aTooSmallBudgetIsAnErrorThatNamesTheHoldersAndWhereTheyWereMade() throws IOException, InterruptedException {
        assertThat(run(Hoarder.class, "-Dnacre.memory=20m", "-Dnacre.debug.memory=true"))
                .contains("tensor memory is used up: 3906 KiB asked for, ").contains(" of the budget of 20 MiB in use.")
                .containsPattern("Largest holders: [345] × 3906 KiB in image_encoder at "
                        + "dev.nacre.programs.Hoarder.*Hoarder.java:\\d+").contains("-Dnacre.memory=BYTES");
    }

    private static String run(Class<?> main, String... flags) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
