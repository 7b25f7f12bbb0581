package dev.nacre.mammo.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhantomGeneratorTest {
    private static final PhantomSettings SETTINGS = PhantomSettings.of(40, 3, 192, 120);
    private static final PhantomGenerator GENERATOR = new PhantomGenerator(SETTINGS);

    private static List<PhantomBreast> breasts() {
        return IntStream.rangeClosed(1, SETTINGS.patients())
                .mapToObj(number -> GENERATOR.patient(number).breasts()).flatMap(List::stream).toList();
    }

    @Test
    void theSameSettingsGiveTheSamePictureAndOthersAnother() {
        PhantomBreast breast = GENERATOR.patient(7).breasts().getFirst();
        PhantomBreast again = new PhantomGenerator(SETTINGS).patient(7).breasts().getFirst();
        PhantomBreast other = new PhantomGenerator(PhantomSettings.of(40, 4, 192, 120)).patient(7).breasts().getFirst();
        short[] levels = GENERATOR.view(breast, View.MLO).picture().levels();
        assertThat(GENERATOR.view(again, View.MLO).picture().levels()).isEqualTo(levels);
        assertThat(GENERATOR.view(other, View.MLO).picture().levels()).isNotEqualTo(levels);
    }

    @Test
    void everyLesionIsInsideTheBreastOfBothViewsAndItsBoxFitsItsMask() {
        for (PhantomBreast breast : breasts()) {
            for (View view : View.values()) {
                PhantomView drawn = GENERATOR.view(breast, view);
                assertThat(drawn.lesions()).hasSize(breast.lesions().size());
                for (LesionMask mask : drawn.lesions()) {
                    PixelBox box = mask.box();
                    boolean[] edges = new boolean[4];
                    for (int row = 0; row < mask.height(); row++) {
                        for (int column = 0; column < mask.width(); column++) {
                            if (mask.covers(row, column)) {
                                assertThat(row).isBetween(box.y0(), box.y1() - 1);
                                assertThat(column).isBetween(box.x0(), box.x1() - 1);
                                assertThat(drawn.picture().level(row, column)).as("background").isPositive();
                                edges[0] |= row == box.y0();
                                edges[1] |= row == box.y1() - 1;
                                edges[2] |= column == box.x0();
                                edges[3] |= column == box.x1() - 1;
                            }
                        }
                    }
                    assertThat(edges).containsOnly(true);
                }
            }
        }
    }

    /** Twice the same breast, once without the lesion: they differ where the mask is, and almost nowhere else. */
    @Test
    void whatTheMaskSaysIsWhatWasDrawn() {
        for (PhantomBreast breast : breasts().subList(0, 20)) {
            for (Lesion lesion : breast.lesions()) {
                GreyPicture with = GENERATOR.view(breast, View.CC).picture();
                GreyPicture without = GENERATOR.view(breast.without(lesion.kind()), View.CC).picture();
                LesionMask mask = GENERATOR.view(breast, View.CC).lesions().stream()
                        .filter(found -> found.lesion().equals(lesion)).findFirst().orElseThrow();
                PixelBox box = mask.box();
                int inside = 0;
                int covered = 0;
                for (int row = 0; row < mask.height(); row++) {
                    for (int column = 0; column < mask.width(); column++) {
                        boolean differs = with.level(row, column) != without.level(row, column);
                        covered += mask.covers(row, column) ? 1 : 0;
                        inside += mask.covers(row, column) && differs ? 1 : 0;
                        boolean near = row >= box.y0() - 25 && row < box.y1() + 25 && column >= box.x0() - 25
                                && column < box.x1() + 25;
                        assertThat(differs && !near).as("a difference far from the lesion").isFalse();
                    }
                }
                assertThat(inside).as("%s", lesion).isGreaterThan(covered / 2);
            }
        }
    }

    @Test
    void allKindsOccurAndThePrevalenceIsKept() {
        List<PhantomBreast> all = breasts();
        Set<Density> densities = EnumSet.noneOf(Density.class);
        Set<Mass.Margin> margins = EnumSet.noneOf(Mass.Margin.class);
        Set<Mass.Contrast> contrasts = EnumSet.noneOf(Mass.Contrast.class);
        Set<CalcificationCluster.Morphology> morphologies = EnumSet.noneOf(CalcificationCluster.Morphology.class);
        int masses = 0;
        for (PhantomBreast breast : all) {
            densities.add(breast.density());
            breast.mass().ifPresent(mass -> margins.add(mass.margin()));
            breast.mass().ifPresent(mass -> contrasts.add(mass.contrast()));
            breast.calcification().ifPresent(cluster -> morphologies.add(cluster.morphology()));
            breast.calcification().ifPresent(cluster -> assertThat(cluster.count()).isGreaterThanOrEqualTo(5));
            masses += breast.mass().isPresent() ? 1 : 0;
        }
        assertThat(densities).hasSize(4);
        assertThat(margins).hasSize(4);
        assertThat(contrasts).hasSize(2);
        assertThat(morphologies).hasSize(4);
        assertThat(masses).isBetween(28, 52);
        assertThat(new PhantomGenerator(new PhantomSettings(9, 1, 3, 192, 120, 0, 1)).patient(2).breasts())
                .allSatisfy(breast -> assertThat(breast.mass()).isEmpty());
    }

    /** The muscle fills the upper corner at the chest wall of an MLO view; a CC view shows none. */
    @Test
    void onlyTheObliqueViewShowsThePectoralMuscle() {
        for (PhantomBreast breast : breasts().subList(0, 12)) {
            assertThat(corner(breast, View.MLO)).isGreaterThan(0.4 * 255);
            assertThat(corner(breast, View.CC)).isZero();
        }
    }

    private static double corner(PhantomBreast breast, View view) {
        GreyPicture picture = GENERATOR.view(breast, view).picture();
        double sum = 0;
        for (int row = 0; row < 10; row++) {
            for (int column = 0; column < 10; column++) {
                boolean right = breast.laterality() == Laterality.RIGHT;
                sum += picture.level(row, right ? picture.width() - 1 - column : column);
            }
        }
        return sum / 100;
    }

    @Test
    void reportsSayOfBothKindsWhetherTheyAreThere() {
        Set<String> wordings = new HashSet<>();
        List<String> both = new ArrayList<>();
        for (PhantomBreast breast : breasts()) {
            for (int wording = 0; wording < 2; wording++) {
                PhantomReport report = PhantomSet.report(breast, wording);
                for (String section : report.sections()) {
                    wordings.add(section);
                    both.add(section);
                    for (Lesion.Kind kind : Lesion.Kind.values()) {
                        boolean there = breast.lesions().stream().anyMatch(lesion -> lesion.kind() == kind);
                        assertThat(section.toLowerCase(Locale.ROOT)).contains(kind.word());
                        assertThat(denies(section, kind)).as(section).isEqualTo(!there);
                    }
                }
                assertThat(report.sections().toString()).doesNotContain("left", "right", "%");
            }
        }
        assertThat(wordings).as("different sections among " + both.size()).hasSizeGreaterThan(both.size() / 4);
    }

    /** Whether some sentence names the kind together with a word of denial. */
    private static boolean denies(String section, Lesion.Kind kind) {
        for (String sentence : section.toLowerCase(Locale.ROOT).split("(?<=[.])\\s")) {
            if (sentence.contains(kind.word()) && sentence.matches(".*\\b(no|without|free of|nothing)\\b.*")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void settingsThatShowNoBreastAreRefused() {
        assertThatThrownBy(() -> PhantomSettings.of(4, 1, 32, 20)).isInstanceOf(InputException.class)
                .hasMessageContaining("32 x 20");
        assertThatThrownBy(() -> new PhantomSettings(4, 4, 1, 192, 120, 0.5, 0.5)).isInstanceOf(InputException.class)
                .hasMessageContaining("held out");
        assertThatThrownBy(() -> new PhantomSettings(4, 1, 1, 192, 120, 1.5, 0.5)).isInstanceOf(InputException.class)
                .hasMessageContaining("1.5");
    }
}
