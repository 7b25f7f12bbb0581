package dev.nacre.mammo.task.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.eval.cases.Case;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.SpotPictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseGalleryTest {
    @TempDir
    private Path folder;

    private Cases cases(Question question, int[] labels, double[][] scores) {
        List<Case> all = new ArrayList<>();
        SpotPictures.discs(folder).pictures(0, labels.length, number -> List.of(SpotPictures.disc(number)))
                .forEach(picture -> all.add(new Case(List.of(new SetRecord(new RowPlace("discs.csv", all.size() + 1),
                        "woman " + all.size(), "exam", Laterality.LEFT, new ViewName("CC"), PictureKind.DIGITAL,
                        picture.file(), Optional.empty(), Optional.of(DensityClass.values()[labels[all.size()] % 4]),
                        List.of(new Finding(List.of(FindingCategory.MASS), List.of(), List.of(), Optional.empty(),
                                Optional.empty())), Optional.empty(), List.of(), Optional.empty())),
                        labels[all.size()], scores[all.size()])));
        return new Cases(question, CaseUnit.PICTURE, all, 0);
    }

    private static List<String> told(List<ShownCase> shown) {
        return shown.stream().map(one -> one.group() + " | " + one.name() + " | " + one.text()).toList();
    }

    private List<String> shown(int each, Cases cases) {
        Pseudonyms names = new Pseudonyms();
        cases.all().forEach(one -> names.of(one.patient()));
        return told(new CaseGallery(SpotPictures.recipe(), each, CaseGallery.Looked.NOBODY_SAYS).of(cases, names));
    }

    @Test
    void ofSeveralClassesTheClearestAndTheFurthestMistakenAreShown() {
        Cases cases = cases(Question.named("density").orElseThrow(), new int[] {0, 1, 2, 3, 1}, new double[][] {
                {0.5, 0.4, 0, 0}, {0.1, 0.9, 0.2, 0}, {0.3, 0.2, 0.1, 0.9}, {0, 0, 0.6, 0.5}, {0.3, 0.3, 0, 0}});
        assertThat(shown(2, cases)).containsExactly(
                "density: told best | patient-2 | C is 0.700 below, truly B",
                "density: told best | patient-1 | B is 0.100 below, truly A",
                "density: most mistaken | patient-3 | D is 0.800 above, truly C",
                "density: most mistaken | patient-4 | C is 0.100 above, truly D");
        assertThat(shown(9, cases)).as("a tie is a mistake").hasSize(5)
                .last().isEqualTo("density: most mistaken | patient-5 | A is 0.000 above, truly B");
    }

    @Test
    void ofTwoClassesTheFoundTheMissedAndTheMistakenAreShown() {
        Cases cases = cases(Question.named("mass").orElseThrow(), new int[] {1, 1, 0, 0},
                new double[][] {{0.25}, {-0.5}, {-2}, {3}});
        assertThat(shown(1, cases)).satisfiesExactly(
                found -> assertThat(found).startsWith("mass: best found | patient-1"),
                missed -> assertThat(missed).startsWith("mass: least found | patient-2"),
                mistaken -> assertThat(mistaken).startsWith("Most mistaken for mass | patient-4"));
        assertThat(shown(0, cases)).isEmpty();
    }
}
