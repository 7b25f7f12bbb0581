package dev.nacre.mammo.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.report.FindingKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeywordSetTest {
    private static final Keyword MASS_LEFT = new Keyword.Found(Laterality.LEFT, FindingKind.MASS);
    private static final Keyword MASS_RIGHT = new Keyword.Found(Laterality.RIGHT, FindingKind.MASS);
    private static final Keyword DENSE = new Keyword.Dense(DensityClass.C);

    private static KeywordSet set(Keyword... keywords) {
        return new KeywordSet(Set.of(keywords));
    }

    @Test
    void similarityIsThatOfJaccard() {
        assertThat(set(MASS_LEFT, DENSE).similarity(set(MASS_LEFT))).isEqualTo(0.5);
        assertThat(set(MASS_LEFT).similarity(set(MASS_RIGHT))).isZero();
        assertThat(set(MASS_LEFT, DENSE).similarity(set(DENSE, MASS_LEFT))).isEqualTo(1);
        assertThat(set().similarity(set())).isEqualTo(1);
        assertThat(set().similarity(set(DENSE))).isZero();
    }

    @Test
    void sidesAreComparedAsIfBothWereLeft() {
        KeywordSet both = set(MASS_LEFT, MASS_RIGHT, DENSE);
        assertThat(both.of(Laterality.LEFT)).isEqualTo(both.of(Laterality.RIGHT)).isEqualTo(set(MASS_LEFT));
    }

    @Test
    void aMirrorExchangesSidesAndNothingElse() {
        assertThat(set(MASS_LEFT, DENSE).mirrored()).isEqualTo(set(MASS_RIGHT, DENSE));
        assertThat(set(MASS_LEFT, DENSE).mirrored().mirrored()).isEqualTo(set(MASS_LEFT, DENSE));
    }
}
