package dev.nacre.mammo.eval.cases;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RecordFacts;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Records of pictures that nobody looks at. */
public final class InventedPictures {
    private int number;

    /** None yet. */
    public InventedPictures() {
    }

    /** A picture of all that tests ask for. */
    public SetRecord of(String patient, Laterality side, Optional<Pathology> pathology,
            Optional<DensityClass> density, int age, FindingCategory... findings) {
        number++;
        return new SetRecord(new RowPlace("invented.csv", number), patient, patient, side, new ViewName("CC"),
                PictureKind.DIGITAL, Path.of(patient + number + ".png"), Optional.empty(), density,
                Arrays.stream(findings).map(kind -> new Finding(List.of(kind), List.of(), List.of(), Optional.empty(),
                        Optional.empty())).toList(), pathology, List.of(), Optional.empty(),
                RecordFacts.NONE.withAge(OptionalInt.of(age)));
    }

    /** A picture with findings. */
    public SetRecord of(String patient, Laterality side, FindingCategory... findings) {
        return of(patient, side, Optional.empty(), Optional.empty(), 50, findings);
    }
}
