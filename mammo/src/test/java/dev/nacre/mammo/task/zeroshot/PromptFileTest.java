package dev.nacre.mammo.task.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptFileTest {
    @TempDir
    private Path directory;

    @Test
    void classesAndSentencesKeepTheirOrder() throws IOException {
        Path file = directory.resolve("prompts.txt");
        Files.write(file, "\uFEFF# asked\r\n[no mass]\r\n  no mass \r\n\r\nnone is seen\r\n[ Masse, groß ]\r\nmass\r\n"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(PromptClasses.read(file)).isEqualTo(new PromptClasses(List.of(
                new PromptClass("no mass", List.of("no mass", "none is seen")),
                new PromptClass("Masse, groß", List.of("mass")))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mass;[a]|line 1 of f is a sentence before the first class",
        "# c;[a];x;[b;y|line 4 of f begins with a bracket",
        "[a];x;[b] y|line 3 of f begins with a bracket",
        "[];x|line 1 of f begins with a bracket",
        "[a];x;;[a];y|line 4 of f begins the class of line 1 again",
        "[a];x;y;[b];x|line 5 of f repeats the sentence of line 2",
        "[a];[b];x|line 1 of f begins a class without a sentence",
        "[a];x;[b]|line 3 of f begins a class without a sentence",
        "[a];x|f has 1 classes of prompts",
        "# nothing|f has 0 classes of prompts"})
    void whatCannotBeUnderstoodIsToldWithItsLine(String text, String message) {
        assertThatThrownBy(() -> PromptFile.parse("f", text.replace(';', '\n'))).isInstanceOf(InputException.class)
                .hasMessageStartingWith(message).hasMessageContaining(": ");
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        Path file = directory.resolve("latin.txt");
        assertThatThrownBy(() -> PromptClasses.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("there is no file");
        Files.write(file, "[groß]\nx\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PromptClasses.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void questionsOfOurOwnHaveSeveralWordings() {
        for (String name : PromptClasses.NAMES) {
            PromptClasses prompts = PromptClasses.named(name);
            assertThat(prompts.classes()).as(name).hasSize(name.equals("density") ? 4 : 2)
                    .allMatch(one -> one.sentences().size() >= 4);
        }
        assertThat(PromptClasses.named("density").names()).containsExactly("A", "B", "C", "D");
        assertThat(PromptClasses.named("mass").names()).containsExactly("no mass", "mass");
        assertThatThrownBy(() -> PromptClasses.named("cyst")).isInstanceOf(InputException.class)
                .hasMessageContaining("mass, calcification, malignancy, density");
    }

    @Test
    void classesThatAskNothingAreRefused() {
        PromptClass one = new PromptClass("a", List.of("x"));
        assertThatThrownBy(() -> new PromptClasses(List.of(one))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new PromptClasses(List.of(one, one))).isInstanceOf(InputException.class)
                .hasMessageContaining("two classes");
        assertThatThrownBy(() -> new PromptClasses(List.of(one, new PromptClass("b", List.of("x")))))
                .isInstanceOf(InputException.class).hasMessageContaining("tells nothing");
        assertThatThrownBy(() -> new PromptClass("a", List.of("x", "x"))).isInstanceOf(InputException.class);
    }
}
