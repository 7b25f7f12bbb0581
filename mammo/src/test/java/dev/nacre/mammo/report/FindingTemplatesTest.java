package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTemplatesTest {
    private static final int KEYS = 24;
    private static final Set<Laterality> LEFT = Set.of(Laterality.LEFT);

    /** Every kind with every set of attributes that it can have, on every side, there, doubted, gone, changed. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void everySentenceIsReadBackAsWhatItWasMadeFrom(Language language) {
        FindingTemplates templates = new FindingTemplates(language);
        ReportParser parser = new ReportParser(language);
        int count = 0;
        for (ReportFinding finding : findings()) {
            String sentence = templates.sentence(finding, Key.of(count++));
            List<SentenceReading> readings = parser.parse(sentence);
            // Not by AssertJ's own means, which take longer than all the rest.
            if (readings.size() != 1 || !readings.getFirst().findings().equals(List.of(finding))
                    || !isBare(readings.getFirst())) {
                assertThat(readings).as("%s, made of %s", sentence, finding).isEmpty();
            }
        }
        assertThat(count).isGreaterThan(50_000);
    }

    private static boolean isBare(SentenceReading reading) {
        return reading.assessments().isEmpty() && reading.words().isEmpty() && reading.density().isEmpty()
                && reading.leaks().isEmpty();
    }

    private static List<ReportFinding> findings() {
        List<Set<Location>> places = places();
        List<ReportFinding> findings = new ArrayList<>();
        int next = 0;
        for (FindingKind kind : FindingKind.values()) {
            for (Set<Attribute> attributes : attributes(kind)) {
                for (SideTerm side : SideTerm.values()) {
                    List<Set<Location>> some = attributes.size() < 2 ? places
                            : List.of(places.get(next++ % places.size()), places.get((7 * next + 3) % places.size()));
                    for (Set<Location> place : some) {
                        add(kind, side.breasts(), attributes, place, findings);
                    }
                }
            }
        }
        return findings;
    }

    private static void add(FindingKind kind, Set<Laterality> sides, Set<Attribute> attributes, Set<Location> place,
            List<ReportFinding> findings) {
        for (Presence presence : Presence.values()) {
            findings.add(new ReportFinding(kind, sides, presence, attributes, place, Optional.empty()));
            for (Change change : Change.values()) {
                if ((presence == Presence.ABSENT) == (change == Change.RESOLVED)) {
                    findings.add(new ReportFinding(kind, sides, presence, attributes, place, Optional.of(change)));
                }
            }
        }
    }

    /** A region, a depth, both, or none. */
    private static List<Set<Location>> places() {
        List<Location> depths = List.of(Location.ANTERIOR, Location.MIDDLE, Location.POSTERIOR);
        List<Set<Location>> places = new ArrayList<>(List.of(Set.<Location>of()));
        for (Location location : Location.values()) {
            places.add(Set.of(location));
            if (!depths.contains(location)) {
                depths.forEach(depth -> places.add(Set.of(location, depth)));
            }
        }
        return places;
    }

    /** At most one attribute of a group: no sentence says that a mass is round and irregular. */
    private static List<Set<Attribute>> attributes(FindingKind kind) {
        List<Set<Attribute>> sets = new ArrayList<>(List.of(Set.<Attribute>of()));
        for (Attribute.Group group : Attribute.Group.values()) {
            for (Set<Attribute> set : List.copyOf(sets)) {
                for (Attribute attribute : Attribute.values()) {
                    if (attribute.group() == group && attribute.suits(kind)) {
                        Set<Attribute> more = EnumSet.of(attribute);
                        more.addAll(set);
                        sets.add(more);
                    }
                }
            }
        }
        return sets;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void assessmentsAndDensitiesAreReadBack(Language language) {
        FindingTemplates templates = new FindingTemplates(language);
        ReportParser parser = new ReportParser(language);
        for (int i = 0; i < KEYS; i++) {
            for (SideTerm side : SideTerm.values()) {
                for (Birads category : Birads.values()) {
                    Assessment assessment = new Assessment(category, side.breasts());
                    String sentence = templates.sentence(assessment, Key.of(i));
                    assertThat(parser.parse(sentence)).as(sentence).singleElement().satisfies(reading -> {
                        assertThat(reading.assessments()).containsExactly(assessment);
                        assertThat(reading.findings()).isEmpty();
                    });
                }
            }
            for (DensityClass density : DensityClass.values()) {
                String sentence = templates.sentence(density, Key.of(i));
                assertThat(parser.parse(sentence)).as(sentence).singleElement().satisfies(reading -> {
                    assertThat(reading.density()).contains(density);
                    assertThat(reading.findings()).isEmpty();
                    assertThat(reading.assessments()).isEmpty();
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nothingIsLeftToFillIn(Language language) {
        WordTable.wordings(language).terms().values().forEach(wordings -> assertThat(wordings).isNotEmpty());
        FindingTemplates templates = new FindingTemplates(language);
        for (int i = 0; i < KEYS; i++) {
            ReportFinding bare = new ReportFinding(FindingKind.values()[i % FindingKind.values().length], Set.of(),
                    Presence.values()[i % 3], Set.of(), Set.of(), Optional.empty());
            assertThat(templates.sentence(bare, Key.of(i))).matches("[^ {}][^{}]*[^ {}]").doesNotContain("  ", " .");
        }
    }

    @Test
    void keysChooseAmongWordings() {
        FindingTemplates templates = new FindingTemplates(Language.ENGLISH);
        ReportFinding mass = new ReportFinding(FindingKind.MASS, LEFT, Presence.PRESENT, Set.of(), Set.of(),
                Optional.empty());
        Set<String> sentences = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            sentences.add(templates.sentence(mass, Key.of(i)));
        }
        assertThat(sentences).hasSize(10).contains("There is a mass in the left breast.");
        assertThat(templates.sentence(mass, Key.of(3))).isEqualTo(templates.sentence(mass, Key.of(3)));
    }

    @Test
    void sentencesAgreeInNumberAndGender() {
        ReportFinding calcifications = new ReportFinding(FindingKind.CALCIFICATION, LEFT, Presence.ABSENT,
                Set.of(Attribute.ROUND, Attribute.GROUPED), Set.of(Location.UPPER_OUTER), Optional.empty());
        assertThat(all(Language.PORTUGUESE, calcifications)).contains(
                "Não se observam calcificações redondas agrupadas no quadrante superior externo da mama esquerda.");
        assertThat(all(Language.DUTCH, calcifications)).contains(
                "Geen ronde gegroepeerde verkalkingen in het bovenbuitenkwadrant links.");
        assertThat(all(Language.ENGLISH, new ReportFinding(FindingKind.MASS, LEFT, Presence.PRESENT,
                Set.of(Attribute.OVAL), Set.of(), Optional.of(Change.NEW))))
                .contains("There is an oval mass in the left breast, new.");
        assertThat(all(Language.CHINESE, calcifications)).contains("左乳外上象限未见圆形簇状钙化。");
    }

    private static Set<String> all(Language language, ReportFinding finding) {
        Set<String> sentences = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            sentences.add(new FindingTemplates(language).sentence(finding, Key.of(i)));
        }
        return sentences;
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        FindingTemplates templates = new FindingTemplates(Language.ENGLISH);
        ReportFinding clip = new ReportFinding(FindingKind.CLIP, LEFT, Presence.PRESENT, Set.of(Attribute.OVAL),
                Set.of(), Optional.empty());
        assertThatThrownBy(() -> templates.sentence(clip, Key.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("a clip cannot be oval");
        ReportFinding noNewMass = new ReportFinding(FindingKind.MASS, LEFT, Presence.ABSENT, Set.of(), Set.of(),
                Optional.of(Change.NEW));
        assertThatThrownBy(() -> templates.sentence(noNewMass, Key.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("a finding that is absent cannot be new");
        ReportFinding gone = new ReportFinding(FindingKind.MASS, LEFT, Presence.POSSIBLE, Set.of(), Set.of(),
                Optional.of(Change.RESOLVED));
        assertThatThrownBy(() -> templates.sentence(gone, Key.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("a finding that is possible cannot be resolved");
    }
}
