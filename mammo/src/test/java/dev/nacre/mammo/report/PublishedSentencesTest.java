package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentences that others wrote: the prompts of Mammo-CLIP's authors, each for a finding and a side. */
class PublishedSentencesTest {
    private static final Map<String, FindingKind> KINDS = Map.of("Mass", FindingKind.MASS, "Suspicious Calcification",
            FindingKind.CALCIFICATION, "Architectural Distortion", FindingKind.DISTORTION, "Global Asymmetry",
            FindingKind.GLOBAL_ASYMMETRY, "Focal Asymmetry", FindingKind.FOCAL_ASYMMETRY, "Suspicious Lymph Node",
            FindingKind.LYMPH_NODE, "Nipple Retraction", FindingKind.NIPPLE_CHANGE, "Skin Retraction",
            FindingKind.SKIN_CHANGE, "Skin Thickening", FindingKind.SKIN_CHANGE);

    private final ReportParser parser = new ReportParser(Language.ENGLISH);

    @Test
    void everyPositivePromptNamesItsFindingAndItsSide() throws IOException {
        Path beside = Path.of("../shared/data/batmanlab-Mammo-FM/prompts.json");
        Path file = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        assumeTrue(Files.exists(file), "skipped: the prompts are not in ../shared/data");
        Json prompts = Json.parse(Files.readString(file));
        int count = 0;
        for (Map.Entry<String, FindingKind> kind : KINDS.entrySet()) {
            for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
                String list = side == Laterality.LEFT ? "pos_left" : "pos_right";
                for (Json prompt : prompts.get(kind.getKey()).get(list).items()) {
                    assertNames(prompt.text(), kind.getValue(), side);
                    count++;
                }
            }
        }
        for (Json prompt : prompts.get("Asymmetry").get("pos_left").items()) {
            // A developing asymmetry has a kind of its own; "asymetry" is their spelling.
            FindingKind kind = prompt.text().contains("developing") ? FindingKind.DEVELOPING_ASYMMETRY
                    : FindingKind.ASYMMETRY;
            assertNames(prompt.text(), kind, Laterality.LEFT);
            count++;
        }
        assertThat(count).isEqualTo(5810);
    }

    private void assertNames(String prompt, FindingKind kind, Laterality side) {
        assertThat(parser.parse(prompt)).flatExtracting(SentenceReading::findings)
                .filteredOn(finding -> finding.kind() == kind).as(prompt).singleElement().satisfies(finding -> {
                    assertThat(finding.isAbsent()).isFalse();
                    assertThat(finding.sides()).isEqualTo(Set.of(side));
                    boolean doubted = prompt.matches(".*\\b(possible|questioned|questionable)\\b.*");
                    assertThat(finding.presence()).isEqualTo(doubted ? Presence.POSSIBLE : Presence.PRESENT);
                });
    }
}
