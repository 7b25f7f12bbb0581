package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.nn.InputException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingTemplatesTest {
    private static final int KEYS = 24;

    private final ReportParser parser = new ReportParser(Language.ENGLISH);

    @Test
    void everySentenceIsReadBackAsWhatItWasMadeFrom() {
        for (FindingKind kind : FindingKind.values()) {
            for (SideTerm side : SideTerm.values()) {
                for (int i = 0; i < Location.values().length * KEYS; i++) {
                    Key key = Key.of(i).child(kind.name()).child(side.name());
                    ReportFinding finding = new ReportFinding(kind, side.breasts(), key.below(2, 1) == 0
                            ? Presence.ABSENT : Presence.PRESENT, attributes(kind, key), locations(kind, i, key),
                            Optional.empty());
                    String sentence = FindingTemplates.sentence(finding, key);
                    assertThat(parser.parse(sentence)).as(sentence).singleElement().satisfies(reading -> {
                        assertThat(reading.findings()).containsExactly(finding);
                        assertThat(reading.assessments()).isEmpty();
                        assertThat(reading.words()).isEmpty();
                        assertThat(reading.density()).isEmpty();
                        assertThat(reading.leaks()).isEmpty();
                    });
                }
            }
        }
    }

    @Test
    void everyAttributeAloneIsReadBack() {
        for (FindingKind kind : FindingKind.values()) {
            for (Attribute attribute : Attribute.values()) {
                if (attribute.suits(kind)) {
                    for (int i = 0; i < KEYS; i++) {
                        ReportFinding finding = new ReportFinding(kind, Set.of(Laterality.LEFT), i % 2 == 0
                                ? Presence.ABSENT : Presence.PRESENT, Set.of(attribute), Set.of(Location.UPPER_OUTER),
                                Optional.empty());
                        String sentence = FindingTemplates.sentence(finding, Key.of(i));
                        assertThat(parser.parse(sentence).getFirst().findings()).as(sentence).containsExactly(finding);
                    }
                }
            }
        }
    }

    @Test
    void assessmentsAndDensitiesAreReadBack() {
        for (int i = 0; i < KEYS; i++) {
            for (SideTerm side : SideTerm.values()) {
                for (Birads category : Birads.values()) {
                    Assessment assessment = new Assessment(category, side.breasts());
                    String sentence = FindingTemplates.sentence(assessment, Key.of(i));
                    assertThat(parser.parse(sentence)).as(sentence).flatExtracting(SentenceReading::assessments)
                            .containsExactly(assessment);
                }
            }
            for (DensityClass density : DensityClass.values()) {
                String sentence = FindingTemplates.sentence(density, Key.of(i));
                SentenceReading reading = parser.parse(sentence).getFirst();
                assertThat(reading.density()).as(sentence).contains(density);
                assertThat(reading.findings()).as(sentence).isEmpty();
            }
        }
    }

    @Test
    void keysChooseAmongWordings() {
        ReportFinding mass = new ReportFinding(FindingKind.MASS, Set.of(Laterality.LEFT), Presence.PRESENT,
                Set.of(), Set.of(), Optional.empty());
        Set<String> sentences = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            sentences.add(FindingTemplates.sentence(mass, Key.of(i)));
        }
        assertThat(sentences).hasSize(15);
        assertThat(FindingTemplates.sentence(mass, Key.of(3))).isEqualTo(FindingTemplates.sentence(mass, Key.of(3)));
    }

    @Test
    void anAttributeThatDoesNotSuitIsRefused() {
        ReportFinding clip = new ReportFinding(FindingKind.CLIP, Set.of(Laterality.LEFT), Presence.PRESENT,
                Set.of(Attribute.OVAL), Set.of(), Optional.empty());
        assertThatThrownBy(() -> FindingTemplates.sentence(clip, Key.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("a clip cannot be oval");
    }

    /** At most one attribute of a group: no sentence says that a mass is round and irregular. */
    private static Set<Attribute> attributes(FindingKind kind, Key key) {
        Set<Attribute> chosen = EnumSet.noneOf(Attribute.class);
        Set<Attribute.Group> groups = EnumSet.noneOf(Attribute.Group.class);
        for (Attribute attribute : Attribute.values()) {
            boolean compound = attribute == Attribute.MILK_OF_CALCIUM || attribute == Attribute.SKIN;
            if (!compound && attribute.suits(kind) && key.below(6, 10 + attribute.ordinal()) == 0
                    && groups.add(attribute.group())) {
                chosen.add(attribute);
            }
        }
        return chosen;
    }

    private static Set<Location> locations(FindingKind kind, int i, Key key) {
        Location location = Location.values()[i % Location.values().length];
        return key.below(4, 2) == 0 && kind != FindingKind.CLIP ? Set.of() : Set.of(location);
    }
}
