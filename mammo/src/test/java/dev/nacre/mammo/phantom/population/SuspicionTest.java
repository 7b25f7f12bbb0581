package dev.nacre.mammo.phantom.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Distribution;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Morphology;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.Mass.Margin;
import dev.nacre.mammo.phantom.breast.Mass.Shape;
import dev.nacre.mammo.phantom.breast.Nature;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {
    private static final BreastPoint PLACE = new BreastPoint(40, 10, 10);
    private static final Key KEY = Key.of(1);

    static Mass mass(Shape shape, Margin margin) {
        return new Mass(PLACE, 6, shape, margin, 1.05, Nature.BENIGN, KEY);
    }

    static CalcificationCluster cluster(Morphology morphology, Distribution distribution) {
        return new CalcificationCluster(PLACE, 6, 8, 0.4, morphology, distribution, Nature.BENIGN, KEY);
    }

    @ParameterizedTest
    @CsvSource({"CIRCUMSCRIBED, 3, 4a", "OBSCURED, 4a, 4b", "MICROLOBULATED, 4b, 4c", "INDISTINCT, 4b, 4c",
        "SPICULATED, 4c, 5"})
    void aMassIsJudgedByItsMarginAndWhetherItIsIrregular(Margin margin, String regular, String irregular) {
        for (Shape shape : Shape.values()) {
            String expected = shape == Shape.IRREGULAR ? irregular : regular;
            assertThat(Suspicion.of(mass(shape, margin), History.FIRST_SEEN).code()).as("%s", shape)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"ROUND, 3, 2, 4a, 4a", "AMORPHOUS, 4b, 4a, 4b, 4b", "COARSE_HETEROGENEOUS, 4b, 4a, 4b, 4b",
        "FINE_PLEOMORPHIC, 4b, 4b, 4c, 4c", "FINE_LINEAR, 4c, 4c, 5, 5"})
    void calcificationsAreJudgedByFormAndArrangement(Morphology morphology, String grouped, String regional,
            String linear, String segmental) {
        for (Distribution distribution : Distribution.values()) {
            String expected = switch (distribution) {
                case GROUPED -> grouped;
                case REGIONAL -> regional;
                case LINEAR -> linear;
                case SEGMENTAL -> segmental;
            };
            assertThat(Suspicion.of(cluster(morphology, distribution), History.FIRST_SEEN).code())
                    .as("%s", distribution).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"FIRST_SEEN, 3, 4c, 5", "NEW, 4a, 4c, 5", "LARGER, 4a, 5, 5", "UNCHANGED, 3, 4c, 5",
        "STABLE, 2, 4c, 5", "PROVEN_BENIGN, 2, 2, 2", "PROVEN_MALIGNANT, 6, 6, 6"})
    void historyRaisesAndLowers(History history, String harmless, String grave, String gravest) {
        assertThat(Suspicion.of(mass(Shape.OVAL, Margin.CIRCUMSCRIBED), history).code()).isEqualTo(harmless);
        assertThat(Suspicion.of(mass(Shape.ROUND, Margin.SPICULATED), history).code()).isEqualTo(grave);
        assertThat(Suspicion.of(mass(Shape.IRREGULAR, Margin.SPICULATED), history).code()).isEqualTo(gravest);
    }

    @Test
    void whatIsRatherHarmlessIsLoweredByTwoYearsWithoutChange() {
        assertThat(Suspicion.of(mass(Shape.OVAL, Margin.OBSCURED), History.STABLE)).isEqualTo(Birads.PROBABLY_BENIGN);
        assertThat(Suspicion.of(cluster(Morphology.ROUND, Distribution.REGIONAL), History.STABLE))
                .isEqualTo(Birads.BENIGN);
    }

    @ParameterizedTest
    @CsvSource({"FIRST_SEEN, 4b, 0", "NEW, 4b, 4a", "LARGER, 4c, 4a", "UNCHANGED, 4b, 3", "STABLE, 4b, 2",
        "PROVEN_BENIGN, 2, 2", "PROVEN_MALIGNANT, 6, 6"})
    void distortionsAndAsymmetriesHaveRulesOfTheirOwn(History history, String distortion, String asymmetry) {
        Lesion drawn = new ArchitecturalDistortion(PLACE, 12, Nature.BENIGN, KEY);
        Lesion uneven = new Asymmetry(PLACE, 12, 0.5, Nature.BENIGN, KEY);
        assertThat(Suspicion.of(drawn, history).code()).isEqualTo(distortion);
        assertThat(Suspicion.of(uneven, history).code()).isEqualTo(asymmetry);
    }

    /** The ranges are those that BI-RADS gives its categories: at most 2 %, to 10 %, to 50 %, to 95 %, above. */
    @Test
    void graverCategoriesAreMoreOftenMalignant() {
        assertThat(Suspicion.likelihood(Birads.PROBABLY_BENIGN)).isLessThan(0.02);
        assertThat(Suspicion.likelihood(Birads.LOW_SUSPICION)).isBetween(0.02, 0.1);
        assertThat(Suspicion.likelihood(Birads.MODERATE_SUSPICION)).isBetween(0.1, 0.5);
        assertThat(Suspicion.likelihood(Birads.HIGH_SUSPICION)).isBetween(0.5, 0.95);
        assertThat(Suspicion.likelihood(Birads.HIGHLY_SUGGESTIVE)).isBetween(0.95, 1.0);
        Set<Birads> used = EnumSet.noneOf(Birads.class);
        for (History history : History.values()) {
            for (Shape shape : Shape.values()) {
                for (Margin margin : Margin.values()) {
                    used.add(Suspicion.of(mass(shape, margin), history));
                }
            }
        }
        assertThat(used).containsExactlyInAnyOrder(Birads.BENIGN, Birads.PROBABLY_BENIGN, Birads.LOW_SUSPICION,
                Birads.MODERATE_SUSPICION, Birads.HIGH_SUSPICION, Birads.HIGHLY_SUGGESTIVE, Birads.KNOWN_MALIGNANCY);
    }
}
