package dev.nacre.mammo.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsablePicturesTest {
    @TempDir
    private Path folder;

    private static SetRecord record(int line, Path file) {
        return new SetRecord(new RowPlace("pictures.csv", line), "woman " + line, "exam", Laterality.LEFT,
                new ViewName("CC"), PictureKind.DIGITAL, file, Optional.empty(), Optional.empty(), List.of(),
                Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void brokenAndMissingPicturesAreToldByTheirPlaces() throws IOException {
        List<SetRecord> records = new ArrayList<>();
        SpotPictures.discs(folder).pictures(0, 3, number -> List.of(SpotPictures.disc(number))).forEach(picture ->
                records.add(record(records.size() + 2, picture.file())));
        byte[] whole = Files.readAllBytes(records.getFirst().file());
        records.add(1, record(8, Files.write(folder.resolve("Zwetschge.png"), Arrays.copyOf(whole, 40))));
        records.add(record(9, folder.resolve("Mirabelle.png")));
        List<Integer> told = new ArrayList<>();
        UsablePictures usable = UsablePictures.of(records, SpotPictures.recipe(), told::add);
        assertThat(usable.records()).extracting(one -> one.place().line()).containsExactly(2L, 3L, 4L);
        assertThat(usable.refused()).satisfiesExactly(
                broken -> assertThat(broken).contains("(pictures.csv, line 8)").doesNotContain("Zwetschge"),
                missing -> assertThat(missing).contains("(pictures.csv, line 9)").doesNotContain("Mirabelle"));
        assertThat(usable.notes()).containsExactly("2 pictures could not be used and were left out");
        assertThat(told).containsExactly(1, 2, 3, 4, 5);
        UsablePictures all = UsablePictures.of(usable.records(), SpotPictures.recipe(), done -> { });
        assertThat(all.records()).isEqualTo(usable.records());
        assertThat(all.notes()).isEmpty();
    }
}
