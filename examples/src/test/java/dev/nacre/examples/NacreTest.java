package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class NacreTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsTheCommands() {
        assertThat(run(Nacre.commandLine(), "--help")).isZero();
        assertThat(out.toString()).contains("doctor").contains("not for diagnosis");
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(run(Nacre.commandLine(), "--version")).isZero();
        assertThat(out.toString()).matches("Nacre \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void mistakesInTheArgumentsAreOneSentence() {
        assertThat(run(Nacre.commandLine())).isEqualTo(2);
        assertThat(run(Nacre.commandLine(), "docto")).isEqualTo(2);
        assertThat(run(Nacre.commandLine(), "doctor", "--nonsense")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(
                "nacre: Name a command. See nacre --help.",
                "nacre: Unmatched argument at index 0: 'docto'. See nacre --help.",
                "nacre: Unknown option: '--nonsense'. See nacre doctor --help.");
    }

    @Test
    void mistakesInTheInputAreOneSentence() {
        assertThat(run(failing(new InputException("The table t.csv is empty; add a row")), "fail")).isEqualTo(2);
        assertThat(run(failing(new CheckpointException("m.safetensors does not exist.")), "fail")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(
                "nacre: The table t.csv is empty; add a row.", "nacre: m.safetensors does not exist.");
    }

    @Test
    void unexpectedErrorsShowTheirTraceOnRequest() {
        assertThat(run(failing(new IllegalStateException("boom")), "fail")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly(
                "nacre: unexpected IllegalStateException: boom. Run it again with --verbose to see where.");
        assertThat(run(failing(new IllegalStateException("boom")), "fail", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("at " + NacreTest.class.getName());
    }

    @Test
    void doctorSaysWhatItFinds() {
        assertThat(run(Nacre.commandLine(), "doctor")).isZero();
        assertThat(out.toString()).contains("JDK").contains("Cores").contains("Heap").contains("Chosen")
                .contains("CUDA     ");
    }

    private int run(CommandLine commandLine, String... arguments) {
        return commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private static CommandLine failing(RuntimeException error) {
        return Nacre.commandLine().addSubcommand(new Failing(error));
    }

    @Command(name = "fail")
    private record Failing(RuntimeException error) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw error;
        }
    }
}
