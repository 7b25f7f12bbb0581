package dev.nacre.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.clip.PromptPair;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {
    @ParameterizedTest
    @EnumSource
    void reportsOfTheTwoSidesDifferInTheFindingAlone(Finding finding) {
        PromptPair prompts = finding.prompts();
        assertThat(prompts.present()).hasSameSizeAs(prompts.absent()).doesNotHaveDuplicates().hasSize(24);
        assertThat(without(prompts.present(), finding.present()))
                .containsExactlyElementsOf(without(prompts.absent(), finding.absent()));
    }

    private static List<String> without(List<String> reports, List<String> sentences) {
        return reports.stream().map(report -> sentences.stream().filter(report::contains).findFirst()
                .map(sentence -> report.replace(sentence, "")).orElseThrow()).toList();
    }
}
