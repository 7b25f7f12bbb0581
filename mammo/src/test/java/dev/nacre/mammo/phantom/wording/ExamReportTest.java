package dev.nacre.mammo.phantom.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.PhantomExam;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import dev.nacre.mammo.phantom.population.Population;
import dev.nacre.mammo.report.Assessment;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.Language;
import dev.nacre.mammo.report.ReportFinding;
import dev.nacre.mammo.report.ReportParser;
import dev.nacre.mammo.report.SectionKind;
import dev.nacre.mammo.report.SectionSplitter;
import dev.nacre.mammo.report.SentenceReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamReportTest {
    private static final Population POPULATION = new Population(PhantomSettings.of(200, 5, 256, 160));
    private static final List<PhantomExam> EXAMS = IntStream.rangeClosed(1, 200).mapToObj(POPULATION::patient)
            .flatMap(patient -> patient.exams().stream()).toList();
    private static final ReportParser PARSER = new ReportParser(Language.ENGLISH);

    /** What was said and what was read, by what it is about. */
    private static final class Count {
        private int said;
        private int read;
        private int both;

        void add(Set<String> truth, Set<String> found) {
            said += truth.size();
            read += found.size();
            both += (int) truth.stream().filter(found::contains).count();
        }

        double precision() {
            return both / (double) read;
        }

        double recall() {
            return both / (double) said;
        }
    }

    @Test
    void theParserGetsTheTruthBack() {
        Map<String, Count> counts = new TreeMap<>();
        List<String> misread = new ArrayList<>();
        for (PhantomExam exam : EXAMS) {
            for (int wording = 0; wording < 2; wording++) {
                String text = ExamReport.of(exam, exam.key().child("report").child(wording)).text();
                Map<String, Set<String>> truth = truth(exam);
                Map<String, Set<String>> found = found(PARSER.parse(text));
                for (String kind : truth.keySet()) {
                    counts.computeIfAbsent(kind, key -> new Count()).add(truth.get(kind), found.get(kind));
                    if (!found.get(kind).equals(truth.get(kind))) {
                        misread.add(kind + ": said " + truth.get(kind) + ", read " + found.get(kind) + " in " + text);
                    }
                }
            }
        }
        counts.forEach((kind, count) -> System.out.printf(Locale.ROOT,
                "Reports of phantoms, %s: precision %.3f, recall %.3f of %d%n", kind, count.precision(), count.recall(),
                count.said));
        assertThat(counts.values()).allSatisfy(count -> {
            String examples = String.join("\n", misread.subList(0, Math.min(5, misread.size())));
            assertThat(count.precision()).as(examples).isGreaterThan(0.995);
            assertThat(count.recall()).as(examples).isGreaterThan(0.995);
            assertThat(count.said).isGreaterThan(300);
        });
    }

    private static Map<String, Set<String>> truth(PhantomExam exam) {
        Set<String> findings = new HashSet<>();
        Set<String> looks = new HashSet<>();
        Set<String> categories = new HashSet<>();
        for (ExamBreast breast : exam.breasts()) {
            String side = breast.laterality() + " ";
            categories.add(side + breast.birads());
            for (ExamLesion lesion : breast.reported()) {
                ReportFinding finding = LesionWords.finding(lesion, breast);
                findings.add(side + kind(finding.kind()));
                finding.attributes().forEach(attribute -> looks.add(side + kind(finding.kind()) + " " + attribute));
                finding.locations().forEach(location -> looks.add(side + kind(finding.kind()) + " " + location));
            }
            if (breast.breast().implant()) {
                findings.add(side + FindingKind.IMPLANT);
            }
            for (Incidental found : breast.breast().incidentals()) {
                switch (found.kind()) {
                    case COARSE_CALCIFICATION -> {
                        findings.add(side + FindingKind.CALCIFICATION);
                        looks.add(side + FindingKind.CALCIFICATION + " COARSE");
                    }
                    case VESSEL_CALCIFICATION -> {
                        findings.add(side + FindingKind.CALCIFICATION);
                        looks.add(side + FindingKind.CALCIFICATION + " VASCULAR");
                    }
                    case LYMPH_NODE -> findings.add(side + FindingKind.LYMPH_NODE);
                    case CLIP -> findings.add(side + FindingKind.CLIP);
                    default -> {
                    }
                }
            }
        }
        return Map.of("findings", findings, "looks and places", looks, "categories", categories, "density",
                Set.of(exam.density().name()));
    }

    private static String kind(FindingKind kind) {
        return switch (kind) {
            case FOCAL_ASYMMETRY, DEVELOPING_ASYMMETRY -> FindingKind.ASYMMETRY.name();
            default -> kind.name();
        };
    }

    private static Map<String, Set<String>> found(List<SentenceReading> sentences) {
        Set<String> findings = new HashSet<>();
        Set<String> looks = new HashSet<>();
        Set<String> categories = new HashSet<>();
        Set<String> densities = new HashSet<>();
        for (SentenceReading sentence : sentences) {
            sentence.density().ifPresent(density -> densities.add(density.name()));
            for (Assessment assessment : sentence.assessments()) {
                for (Laterality side : assessment.sides()) {
                    categories.add(side + " " + assessment.category());
                }
            }
            for (ReportFinding finding : sentence.findings()) {
                for (Laterality side : finding.isAbsent() ? Set.<Laterality>of() : finding.sides()) {
                    String kind = side + " " + kind(finding.kind());
                    findings.add(kind);
                    finding.attributes().forEach(attribute -> looks.add(kind + " " + attribute));
                    finding.locations().forEach(location -> looks.add(kind + " " + location));
                }
            }
        }
        return Map.of("findings", findings, "looks and places", looks, "categories", categories, "density", densities);
    }

    @Test
    void reportsHaveTheirSectionsAndVaryInWording() {
        SectionSplitter splitter = new SectionSplitter(Language.ENGLISH);
        Set<String> indications = new HashSet<>();
        Set<String> comparisons = new HashSet<>();
        int different = 0;
        for (PhantomExam exam : EXAMS) {
            ExamReport report = ExamReport.of(exam, Key.of(1));
            for (SectionKind kind : List.of(SectionKind.HISTORY, SectionKind.TECHNIQUE, SectionKind.COMPARISON,
                    SectionKind.FINDINGS, SectionKind.IMPRESSION)) {
                assertThat(splitter.text(report.text(), kind)).as("%s of %s", kind, report.text()).isNotBlank();
            }
            boolean missing = exam.breasts().stream().anyMatch(breast -> breast.views().size() < 2);
            assertThat(report.technique().matches(".*(not obtained|missing).*")).isEqualTo(missing);
            exam.previous().ifPresent(date -> assertThat(report.comparison()).contains(
                    Integer.toString(date.getYear())));
            ExamReport other = ExamReport.of(exam, Key.of(2));
            different += other.equals(report) ? 0 : 1;
            indications.add(report.indication());
            comparisons.add(other.comparison());
        }
        assertThat(different).isEqualTo(EXAMS.size());
        assertThat(indications).hasSizeGreaterThanOrEqualTo(1);
        assertThat(comparisons).hasSizeGreaterThan(10);
    }

    @Test
    void captionsSayOfBothKindsWhetherTheyAreThereAndNameNoSide() {
        Set<String> wordings = new HashSet<>();
        int count = 0;
        for (PhantomExam exam : EXAMS) {
            for (ExamBreast breast : exam.breasts()) {
                BreastCaption caption = BreastCaption.of(breast, exam.density(),
                        exam.key().child("caption").child(breast.laterality().ordinal()));
                assertThat(caption.sections().toString().toLowerCase(Locale.ROOT))
                        .doesNotContain("left", "right", "%", "'", "biopsy", "carcinoma", "earlier");
                for (String section : caption.sections()) {
                    wordings.add(section);
                    count++;
                    List<ReportFinding> findings = PARSER.parse(section).stream()
                            .flatMap(sentence -> sentence.findings().stream()).toList();
                    for (FindingKind kind : List.of(FindingKind.MASS, FindingKind.CALCIFICATION)) {
                        boolean there = breast.reported().stream()
                                .anyMatch(lesion -> lesion.lesion().kind().name().equals(kind.name()));
                        assertThat(findings.stream().filter(finding -> finding.kind() == kind))
                                .as(section).isNotEmpty().allMatch(finding -> finding.isAbsent() == !there);
                    }
                }
            }
        }
        assertThat(wordings).hasSizeGreaterThan(count / 4);
        assertThat(EXAMS.stream().max(Comparator.comparing(PhantomExam::number)).orElseThrow().number())
                .isGreaterThan(2);
    }
}
