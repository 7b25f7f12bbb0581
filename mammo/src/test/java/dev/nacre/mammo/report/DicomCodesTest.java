package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DicomCodesTest {
    private static final Map<String, String> SYSTEMS = Map.of("SCT", "http://snomed.info/sct", "DCM",
            "DICOM_DCM_CodeSystem", "BI", "BICodeSystem");

    @Test
    void everyKeyIsOneOfOurs() {
        Set<String> keys = new HashSet<>();
        for (Class<?> family : Term.class.getPermittedSubclasses()) {
            Stream.of(family.getEnumConstants()).forEach(term -> keys.add(((Term) term).key()));
        }
        assertThat(DicomCodes.all().keySet()).allMatch(key -> key.startsWith("birads.") || keys.contains(key));
        assertThat(DicomCodes.all().values()).doesNotHaveDuplicates().hasSize(55);
    }

    @Test
    void codesAreFoundByTermAndByAssessment() {
        assertThat(DicomCodes.of(Attribute.SPICULATED)).contains(new DicomCode("SCT", "129742005", 6007));
        assertThat(DicomCodes.of(Birads.LOW_SUSPICION)).contains(new DicomCode("BI", "MA.II.A.5.4A", 6027));
        assertThat(DicomCodes.of(DensityClass.A)).contains(new DicomCode("SCT", "129716005", 6001));
        assertThat(DicomCodes.of(Set.of(Laterality.LEFT, Laterality.RIGHT)))
                .contains(new DicomCode("SCT", "63762007", 6023));
        assertThat(DicomCodes.of(Set.<Laterality>of())).isEmpty();
    }

    @Test
    void everyCodeStandsInItsContextGroup() throws IOException {
        Path beside = Path.of("../shared/data");
        Path above = Files.isDirectory(beside) ? beside : Path.of("..").resolve(beside);
        Path groups = above.resolve("bvdh-dicom-terminology-in-fhir");
        assumeTrue(Files.isDirectory(groups), "the context groups are not there");
        for (DicomCode code : DicomCodes.all().values()) {
            try (Stream<Path> files = Files.list(groups)) {
                assertThat(files.filter(file -> file.getFileName().toString().contains("-" + code.group() + "-")))
                        .as("%s", code).singleElement().satisfies(file -> assertThat(text(file))
                                .contains("* " + SYSTEMS.get(code.scheme()) + "#" + code.value() + " "));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
