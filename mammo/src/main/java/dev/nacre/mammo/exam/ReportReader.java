package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.ReportSection;
import dev.nacre.mammo.report.Assessment;
import dev.nacre.mammo.report.Attribute;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.Language;
import dev.nacre.mammo.report.LeakageFilter;
import dev.nacre.mammo.report.ReportFinding;
import dev.nacre.mammo.report.ReportParser;
import dev.nacre.mammo.report.SectionKind;
import dev.nacre.mammo.report.SectionSplitter;
import dev.nacre.mammo.report.SentenceReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a report for the coarse-to-fine model: sentences about the breasts with their sides, keywords (specification
 * §2.1, §2.14) and labels. What tells more than the mammograms show is left out, and so are history, technique,
 * comparison and recommendation, and sentences that say nothing of a breast. Safe for many threads.
 */
public final class ReportReader {
    /** What makes a sentence abnormal; nodes, skin, clips and implants do not. */
    private static final Set<FindingKind> LESIONS = EnumSet.of(FindingKind.MASS, FindingKind.CALCIFICATION,
            FindingKind.ASYMMETRY, FindingKind.FOCAL_ASYMMETRY, FindingKind.GLOBAL_ASYMMETRY,
            FindingKind.DEVELOPING_ASYMMETRY, FindingKind.DISTORTION);
    /** Forms of calcifications that BI-RADS calls typically benign: no reason to look for anything. */
    private static final Set<Attribute> HARMLESS = EnumSet.of(Attribute.SKIN, Attribute.VASCULAR, Attribute.COARSE,
            Attribute.ROD, Attribute.RIM, Attribute.DYSTROPHIC, Attribute.MILK_OF_CALCIUM, Attribute.SUTURE);
    private static final Set<SectionKind> READ = EnumSet.of(SectionKind.FINDINGS, SectionKind.IMPRESSION,
            SectionKind.OTHER);
    /** Sections that sets name in their own words and that show nothing of the pictures. */
    private static final Set<String> UNREAD_NAMES = Set.of("indication", "history", "technique", "comparison",
            "recommendation");

    private final ReportParser parser;
    private final SectionSplitter sections;
    private final LeakageFilter filter;

    /** Of reports in one language. */
    public ReportReader(Language language) {
        parser = new ReportParser(language);
        sections = new SectionSplitter(language);
        filter = LeakageFilter.strict();
    }

    /** Reads a whole report with headings, or without; nothing where no sentence is about the breasts. */
    public Optional<ExamReport> read(String report) {
        return sentences(sections.split(report).stream().filter(section -> READ.contains(section.kind()))
                .flatMap(section -> parser.parse(section.text()).stream()).toList());
    }

    /** Reads the parts of a report that a set holds. */
    public Optional<ExamReport> read(List<ReportSection> report) {
        return sentences(report.stream()
                .filter(section -> !UNREAD_NAMES.contains(section.name().toLowerCase(Locale.ROOT)))
                .flatMap(section -> parser.parse(section.text()).stream()).toList());
    }

    private Optional<ExamReport> sentences(List<SentenceReading> all) {
        List<SentenceReading> kept = filter.filter(all).stream().filter(ReportReader::isAboutBreasts).toList();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<ReportSentence> sentences = new ArrayList<>();
        Set<Keyword> keywords = new HashSet<>();
        Map<Laterality, SideLabel> labels = new EnumMap<>(Laterality.class);
        Optional<DensityClass> density = Optional.empty();
        for (SentenceReading reading : kept) {
            sentences.add(new ReportSentence(reading.sentence().text().strip(), sides(reading),
                    reading.findings().stream().anyMatch(ReportReader::isLesion)));
            reading.findings().forEach(finding -> add(finding, keywords));
            reading.assessments().forEach(assessment -> add(assessment, keywords, labels));
            reading.density().ifPresent(known -> keywords.add(new Keyword.Dense(known)));
            density = density.or(reading::density);
        }
        for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            if (keywords.stream().noneMatch(keyword -> keyword instanceof Keyword.Found && keyword.isAbout(side))) {
                keywords.add(new Keyword.Negative(side));
            }
        }
        return Optional.of(new ExamReport(sentences, new KeywordSet(keywords), labels, density));
    }

    private static boolean isAboutBreasts(SentenceReading reading) {
        return !reading.findings().isEmpty() || !reading.assessments().isEmpty() || reading.density().isPresent()
                || !reading.words().isEmpty();
    }

    private static boolean isLesion(ReportFinding finding) {
        return !finding.isAbsent() && isLesion(finding.kind(), finding.attributes());
    }

    /** Whether a finding of that kind and look is a reason to look closer. */
    static boolean isLesion(FindingKind kind, Set<Attribute> looks) {
        return LESIONS.contains(kind) && looks.stream().noneMatch(HARMLESS::contains);
    }

    /** Of what is there, if anything is; else of all that is named. */
    private static Set<Laterality> sides(SentenceReading reading) {
        Set<Laterality> present = EnumSet.noneOf(Laterality.class);
        Set<Laterality> named = EnumSet.noneOf(Laterality.class);
        boolean everywhere = false;
        for (ReportFinding finding : reading.findings()) {
            named.addAll(finding.sides());
            if (isLesion(finding)) {
                present.addAll(finding.sides());
                everywhere |= finding.sides().isEmpty();
            }
        }
        reading.assessments().forEach(assessment -> named.addAll(assessment.sides()));
        return everywhere ? Set.of() : present.isEmpty() ? named : present;
    }

    private static void add(ReportFinding finding, Set<Keyword> keywords) {
        if (finding.isAbsent()) {
            return;
        }
        for (Laterality side : finding.sides()) {
            keywords.add(new Keyword.Found(side, finding.kind()));
            finding.attributes().forEach(look -> keywords.add(new Keyword.Looks(side, finding.kind(), look)));
            finding.locations().forEach(place -> keywords.add(new Keyword.Lies(side, finding.kind(), place)));
        }
    }

    /** An assessment without a side is about both; of several for one breast the gravest holds. */
    private static void add(Assessment assessment, Set<Keyword> keywords, Map<Laterality, SideLabel> labels) {
        Set<Laterality> sides = assessment.sides().isEmpty() ? EnumSet.of(Laterality.LEFT, Laterality.RIGHT)
                : assessment.sides();
        for (Laterality side : sides) {
            keywords.add(new Keyword.Assessed(side, assessment.category().number()));
            labels.merge(side, SideLabel.of(assessment.category()), ReportReader::graver);
        }
    }

    private static SideLabel graver(SideLabel one, SideLabel other) {
        return one == SideLabel.SUSPICIOUS || other == SideLabel.SUSPICIOUS ? SideLabel.SUSPICIOUS
                : one == SideLabel.UNKNOWN || other == SideLabel.UNKNOWN ? SideLabel.UNKNOWN : SideLabel.CALM;
    }
}
