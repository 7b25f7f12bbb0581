package dev.nacre.mammo.phantom.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final int WOMEN = 3000;
    private static final PhantomSettings SETTINGS = PhantomSettings.of(WOMEN, 11, 256, 160);
    private static final List<PhantomPatient> PATIENTS = women(SETTINGS);
    private static final List<ExamBreast> CURRENT = PATIENTS.stream().flatMap(woman -> woman.current().breasts()
            .stream()).toList();

    private static List<PhantomPatient> women(PhantomSettings settings) {
        Population population = new Population(settings);
        return IntStream.rangeClosed(1, settings.patients()).parallel().mapToObj(population::patient).toList();
    }

    private static <T> double share(List<T> all, Predicate<T> what) {
        return all.stream().filter(what).count() / (double) all.size();
    }

    /** Four standard errors of a share. */
    private static double error(double share, int count) {
        return 4 * Math.sqrt(share * (1 - share) / count);
    }

    private static <T> void assertShare(List<T> all, double expected, Predicate<T> what) {
        assertThat(share(all, what)).isCloseTo(expected, within(error(expected, all.size())));
    }

    @Test
    void theSameSettingsGiveTheSameWomenAndOthersOthers() {
        assertThat(new Population(SETTINGS).patient(7)).isEqualTo(PATIENTS.get(6));
        assertThat(new Population(PhantomSettings.of(WOMEN, 12, 256, 160)).patient(7)).isNotEqualTo(PATIENTS.get(6));
    }

    @Test
    void densityHasThePartsOfScreenedWomenAndFallsWithAge() {
        Map<DensityClass, Double> expected = Map.of(DensityClass.A, 0.1, DensityClass.B, 0.4, DensityClass.C, 0.4,
                DensityClass.D, 0.1);
        expected.forEach((density, part) -> assertShare(PATIENTS, part,
                woman -> woman.current().density() == density));
        double[] shares = CURRENT.stream().mapToDouble(breast -> breast.breast().glandular()).sorted().toArray();
        assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(0.193, within(0.015));
        assertThat(shares[(int) (0.8 * shares.length)]).isCloseTo(0.27, within(0.02));
        assertThat(shares[(int) (0.95 * shares.length)]).isCloseTo(0.45, within(0.03));
        ToDoubleFunction<Predicate<Integer>> mean = ages -> PATIENTS.stream()
                .filter(woman -> ages.test(woman.current().age()))
                .mapToDouble(woman -> woman.current().breasts().getFirst().breast().glandular()).average()
                .orElseThrow();
        assertThat(mean.applyAsDouble(age -> age < 51)).isGreaterThan(mean.applyAsDouble(age -> age >= 51) + 0.03);
        for (PhantomPatient woman : PATIENTS) {
            List<Double> over = woman.exams().stream().map(exam -> exam.breasts().getFirst().breast().glandular())
                    .toList();
            assertThat(over).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        }
    }

    @Test
    void prevalencesAreKept() {
        LesionShares shares = SETTINGS.lesions();
        assertShare(CURRENT, shares.mass(), breast -> breast.has(Lesion.Kind.MASS));
        assertShare(CURRENT, shares.calcification(), breast -> breast.has(Lesion.Kind.CALCIFICATION));
        assertShare(CURRENT, shares.distortion(), breast -> breast.has(Lesion.Kind.DISTORTION));
        assertShare(CURRENT, shares.asymmetry(), breast -> breast.has(Lesion.Kind.ASYMMETRY));
        List<ExamLesion> masses = CURRENT.stream().flatMap(breast -> breast.lesions().stream())
                .filter(lesion -> lesion.lesion().kind() == Lesion.Kind.MASS).toList();
        assertShare(masses, shares.malignant(), lesion -> lesion.lesion().nature() == Nature.MALIGNANT);
        ExamShares exams = SETTINGS.exams();
        assertShare(PATIENTS, exams.priors(), woman -> woman.exams().size() > 1);
        assertShare(PATIENTS, exams.missingViews(), woman -> woman.current().breasts().stream()
                .anyMatch(breast -> breast.views().size() == 1));
        assertShare(PATIENTS, exams.implants(), woman -> woman.current().breasts().getFirst().breast().implant());
        assertShare(CURRENT, exams.markers(), breast -> count(breast, Incidental.Kind.SKIN_MARKER) == 1);
        assertShare(CURRENT, exams.clips(), breast -> count(breast, Incidental.Kind.CLIP) == 1);
        assertThat(women(SETTINGS.with(new LesionShares(0, 0, 0, 0, 0, 0))).stream()
                .flatMap(woman -> woman.exams().stream()).flatMap(exam -> exam.breasts().stream()))
                .allMatch(breast -> breast.lesions().isEmpty() && breast.yearsToCancer().isEmpty());
    }

    private static long count(ExamBreast breast, Incidental.Kind kind) {
        return breast.breast().incidentals().stream().filter(found -> found.kind() == kind).count();
    }

    /** What a label stands for must not be told by how many bright things there are. */
    @Test
    void blobsAndGrainsAreAsManyWithALesionAsWithout() {
        for (boolean mass : List.of(true, false)) {
            assertThat(CURRENT.stream().filter(breast -> breast.has(Lesion.Kind.MASS) == mass).mapToLong(breast ->
                    count(breast, Incidental.Kind.GLANDULAR_ISLAND) + (mass ? 1 : 0)).average().orElseThrow())
                    .isCloseTo(2, within(0.06));
        }
        for (boolean grouped : List.of(true, false)) {
            assertThat(CURRENT.stream().filter(breast -> breast.has(Lesion.Kind.CALCIFICATION) == grouped)
                    .mapToLong(breast -> count(breast, Incidental.Kind.SINGLE_CALCIFICATION)
                            + breast.lesions().stream().map(ExamLesion::lesion).mapToInt(lesion ->
                                    lesion instanceof CalcificationCluster cluster ? cluster.count() : 0).sum())
                    .average().orElseThrow()).isCloseTo(21.5, within(0.4));
        }
    }

    @Test
    void lesionsLieInTheBreastApartAndMostlyInTheUpperOuterQuadrant() {
        List<Lesion> all = new ArrayList<>();
        for (ExamBreast exam : CURRENT) {
            PhantomBreast breast = exam.breast();
            for (Lesion lesion : breast.lesions()) {
                all.add(lesion);
                if (lesion instanceof Mass || lesion instanceof CalcificationCluster) {
                    assertThat(breast.shape().holds(lesion.place(), lesion.radius())).isTrue();
                    for (Lesion other : breast.lesions()) {
                        if (other != lesion && (other instanceof Mass || other instanceof CalcificationCluster)) {
                            assertThat(other.place().distance(lesion.place()))
                                    .isGreaterThan(other.radius() + lesion.radius());
                        }
                    }
                }
            }
        }
        assertThat(share(all, lesion -> lesion.place().region().equals("upper outer quadrant"))).isBetween(0.45, 0.6);
        assertThat(all.stream().map(lesion -> lesion.place().region()).distinct()).hasSize(5);
    }

    @Test
    void lesionsGrowAndThoseOfEarlierExamsAreSmaller() {
        int smaller = 0;
        int absent = 0;
        int overlooked = 0;
        for (PhantomPatient woman : PATIENTS) {
            for (int side = 0; side < 2; side++) {
                for (ExamLesion now : woman.current().breasts().get(side).lesions()) {
                    double later = LesionCourse.extent(now.lesion());
                    assertThat(now.reported()).isTrue();
                    for (PhantomExam exam : woman.exams().reversed().subList(1, woman.exams().size())) {
                        List<ExamLesion> then = exam.breasts().get(side).lesions().stream()
                                .filter(lesion -> lesion.number() == now.number()).toList();
                        double extent = then.isEmpty() ? 0 : LesionCourse.extent(then.getFirst().lesion());
                        assertThat(extent).isLessThanOrEqualTo(later);
                        smaller += extent > 0 && extent < later ? 1 : 0;
                        absent += then.isEmpty() ? 1 : 0;
                        if (!then.isEmpty() && !then.getFirst().reported()) {
                            overlooked++;
                            assertThat(now.lesion().nature()).isEqualTo(Nature.MALIGNANT);
                        }
                        later = extent;
                    }
                }
            }
        }
        assertThat(List.of(smaller, absent, overlooked)).allMatch(count -> count > 50);
    }

    @Test
    void cancersAreFoundNowOrLaterAndEarlierExamsSayHowMuchLater() {
        int later = 0;
        for (PhantomPatient woman : PATIENTS) {
            for (int side = 0; side < 2; side++) {
                ExamBreast now = woman.current().breasts().get(side);
                boolean malignant = now.lesions().stream()
                        .anyMatch(lesion -> lesion.lesion().nature() == Nature.MALIGNANT);
                later += !malignant && now.yearsToCancer().isPresent() ? 1 : 0;
                assertThat(malignant && now.yearsToCancer().isEmpty()).isFalse();
                for (PhantomExam exam : woman.exams()) {
                    ExamBreast then = exam.breasts().get(side);
                    assertThat(then.yearsToCancer().isPresent()).isEqualTo(now.yearsToCancer().isPresent());
                    now.yearsToCancer().ifPresent(years -> assertThat(then.yearsToCancer().getAsDouble())
                            .isCloseTo(years + exam.yearsBefore(), within(1e-9)));
                }
            }
            assertThat(woman.exams().getFirst().yearsBefore()).isLessThan(5.1);
        }
        assertThat(later / (double) WOMEN).isBetween(0.02, 0.05);
    }

    /** Where half of the lesions are malignant, a category is malignant as often as its likelihood says. */
    @Test
    void pathologyIsConsistentWithLooks() {
        List<PhantomPatient> women = women(SETTINGS.with(new LesionShares(1, 1, 0, 0, 0.5, 0))
                .with(ExamShares.CURRENT_AND_COMPLETE));
        Map<Birads, int[]> counts = new EnumMap<>(Birads.class);
        for (PhantomPatient woman : women) {
            for (ExamBreast breast : woman.current().breasts()) {
                for (ExamLesion lesion : breast.lesions()) {
                    int[] count = counts.computeIfAbsent(Suspicion.appearance(lesion.lesion()), key -> new int[2]);
                    count[lesion.lesion().nature().ordinal()]++;
                }
            }
        }
        List<Birads> order = List.of(Birads.PROBABLY_BENIGN, Birads.LOW_SUSPICION, Birads.MODERATE_SUSPICION,
                Birads.HIGH_SUSPICION, Birads.HIGHLY_SUGGESTIVE);
        List<Double> malignant = order.stream().map(counts::get).map(count -> count[1] / (double) (count[0] + count[1]))
                .toList();
        assertThat(malignant).as("%s", malignant).isSorted();
        assertThat(malignant.getFirst()).isLessThan(0.05);
        assertThat(malignant.getLast()).isGreaterThan(0.95);
    }

    @Test
    void allAssessmentsOccurAndMissingViewsMakeSomeIncomplete() {
        Set<Birads> found = EnumSet.noneOf(Birads.class);
        Set<History> histories = EnumSet.noneOf(History.class);
        for (ExamBreast breast : CURRENT) {
            found.add(breast.birads());
            breast.lesions().forEach(lesion -> histories.add(lesion.history()));
            assertThat(breast.views()).isNotEmpty();
            for (ExamLesion lesion : breast.lesions()) {
                boolean again = Suspicion.of(lesion.lesion(), lesion.history()) == Birads.PROBABLY_BENIGN;
                assertThat(lesion.category() == Birads.PROBABLY_BENIGN && breast.views().size() == 1).isFalse();
                assertThat(again && breast.views().size() == 1 && lesion.category() != Birads.INCOMPLETE).isFalse();
                assertThat(BreastReading.isGraver(lesion.category(), breast.birads())).isFalse();
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Birads.SUSPICIOUS)));
        assertThat(histories).containsExactlyInAnyOrder(History.values());
    }

    @Test
    void theLastWomenAreHeldOut() {
        assertThat(PATIENTS.subList(0, WOMEN - WOMEN / 4)).noneMatch(woman -> woman.split() == SetSplit.TEST);
        assertThat(PATIENTS.subList(WOMEN - WOMEN / 4, WOMEN)).allMatch(woman -> woman.split() == SetSplit.TEST);
        assertThat(PATIENTS.stream().filter(woman -> woman.split() == SetSplit.VALIDATION)).hasSize(225);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> PhantomSettings.of(4, 1, 64, 40)).isInstanceOf(InputException.class)
                .hasMessageContaining("64 x 40");
        assertThatThrownBy(() -> PhantomSettings.of(0, 1, 256, 160)).isInstanceOf(InputException.class)
                .hasMessageContaining("0 patients");
        assertThatThrownBy(() -> new PhantomSettings(4, 4, 1, 256, 160, LesionShares.USUAL, ExamShares.USUAL, 1))
                .isInstanceOf(InputException.class).hasMessageContaining("held out");
        assertThatThrownBy(() -> new PhantomSettings(4, 1, 1, 256, 160, LesionShares.USUAL, ExamShares.USUAL, 9))
                .isInstanceOf(InputException.class).hasMessageContaining("visibility");
        assertThatThrownBy(() -> new LesionShares(1.5, 0, 0, 0, 0, 0)).isInstanceOf(InputException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new ExamShares(0, -0.1, 0, 0, 0)).isInstanceOf(InputException.class)
                .hasMessageContaining("missing views");
    }
}
