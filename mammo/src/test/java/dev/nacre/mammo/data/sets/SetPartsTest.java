package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SetPartsTest {
    private static final Key KEY = Key.of(5);

    /** Two pictures of each patient. */
    private static List<SetRecord> records(int patients, IntFunction<Optional<SetSplit>> split) {
        List<SetRecord> records = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            for (String view : List.of("CC", "MLO")) {
                records.add(new SetRecord(new RowPlace("t.csv", records.size() + 1), "p" + patient, "p" + patient,
                        Laterality.LEFT, new ViewName(view), PictureKind.DIGITAL, Path.of(patient + view),
                        Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(),
                        split.apply(patient)));
            }
        }
        return records;
    }

    private static Set<String> patients(Collection<SetRecord> part) {
        return part.stream().map(SetRecord::patient).collect(Collectors.toSet());
    }

    private static void assertApart(SetParts parts, int records) {
        Set<String> seen = new HashSet<>();
        for (List<SetRecord> part : List.of(parts.training(), parts.validation(), parts.test())) {
            patients(part).forEach(patient -> assertThat(seen.add(patient)).isTrue());
        }
        assertThat(parts.training().size() + parts.validation().size() + parts.test().size()).isEqualTo(records);
    }

    @Test
    void aSetsOwnSplitIsKept() {
        List<SetRecord> records = records(9, patient -> Optional.of(SetSplit.values()[patient % 3]));
        SetParts parts = SetParts.of(records, KEY);
        assertThat(parts.notes()).isEmpty();
        assertThat(parts.note()).isEmpty();
        assertThat(parts.with(List.of("one", "two")).note()).isEqualTo(" Note: one; two.");
        assertThat(parts.training()).allMatch(record -> record.split().equals(Optional.of(SetSplit.TRAINING)));
        assertThat(parts.test()).allMatch(record -> record.split().equals(Optional.of(SetSplit.TEST)));
        assertApart(parts, 18);
    }

    @Test
    void validationComesFromTheTrainingPartWhereThereIsNone() {
        for (SetSplit judged : List.of(SetSplit.TEST, SetSplit.VALIDATION)) {
            SetParts parts = SetParts.of(records(200, patient ->
                    Optional.of(patient < 150 ? SetSplit.TRAINING : judged)), KEY);
            assertThat(parts.note()).contains("15 of 100 patients of the training part");
            assertThat(parts.test()).hasSize(100).allMatch(record -> record.split().equals(Optional.of(judged)));
            assertThat(patients(parts.validation()).size()).isBetween(10, 40);
            assertApart(parts, 400);
        }
    }

    @Test
    void aSetWithoutPartsIsDividedByPatientAndAlikeEveryTime() {
        List<SetRecord> records = records(400, patient -> Optional.empty());
        SetParts parts = SetParts.of(records, KEY);
        assertApart(parts, 800);
        assertThat(patients(parts.validation()).size()).isBetween(35, 90);
        assertThat(patients(parts.test()).size()).isBetween(35, 90);
        assertThat(SetParts.of(records.reversed(), KEY).test()).containsExactlyInAnyOrderElementsOf(parts.test());
        assertThat(SetParts.of(records, Key.of(6)).test()).isNotEqualTo(parts.test());
    }

    @Test
    void anEmptyPartIsOneSentence() {
        assertThatThrownBy(() -> SetParts.of(records(1, patient -> Optional.empty()), KEY))
                .isInstanceOf(InputException.class).hasMessageContaining("no pictures to");
        assertThatThrownBy(() -> SetParts.of(records(20, patient -> Optional.of(SetSplit.TRAINING)), KEY))
                .isInstanceOf(InputException.class).hasMessageContaining("no pictures to judge on");
    }
}
