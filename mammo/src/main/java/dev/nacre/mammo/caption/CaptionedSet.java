package dev.nacre.mammo.caption;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.ReportSection;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.report.ReportCleaning;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows for pre-training made of a set: a breast at an exam, its pictures of the two standard views, and texts. Where
 * the set has a report, its sections are the texts, cleaned as Mammo-CLIP cleans them; otherwise texts are made of the
 * findings, several wordings of each, so that a row says it differently from epoch to epoch. A report of a whole exam
 * is the text of both its breasts.
 *
 * <p>No text says more than the set does. A breast that is left without a report and without a finding has nothing to
 * say of it if the set names no findings at all, or if something is known to be there: a tumour, or an assessment that
 * asks for more pictures. Such breasts give no row, and are counted.
 *
 * @param caption  makes texts of findings
 * @param source   what texts are made of
 * @param wordings of each breast that is learned from, at least 1
 * @param key      of wordings and order
 */
public record CaptionedSet(AttributeCaption caption, Source source, int wordings, Key key) {
    /** The fold of rows that are held out. */
    public static final int HELD_OUT = 0;
    /** The fold of rows that are learned from. */
    public static final int LEARNED = 1;

    /** Sections that say why and how, not what was seen. */
    private static final Set<String> BEFORE_FINDINGS = Set.of("indication", "technique", "comparison");
    private static final Set<Pathology> SOMETHING = EnumSet.of(Pathology.MALIGNANT, Pathology.BENIGN,
            Pathology.BENIGN_WITHOUT_CALLBACK);

    /** What texts are made of. */
    public enum Source {
        /** Reports, and findings of the breasts that have none. */
        REPORTS,
        /** Findings alone, whatever was reported. */
        FINDINGS
    }

    /** Refuses no wording. */
    public CaptionedSet {
        if (wordings < 1) {
            throw new IllegalArgumentException(wordings + " wordings of each breast: give at least 1");
        }
    }

    /**
     * Rows of a set, and what became of its breasts.
     *
     * @param rows     in the order of the pictures
     * @param reported how many of the rows have a report
     * @param untold   breasts of which there is nothing to say
     */
    public record Captions(List<Breast> rows, int reported, int untold) {
        /** Copies the list. */
        public Captions {
            rows = List.copyOf(rows);
        }
    }

    private record BreastKey(String patient, String exam, Laterality side) {
    }

    /**
     * Rows to learn from, of {@link #LEARNED}.
     *
     * @throws InputException if no picture is of a standard view, or of no breast there is anything to say
     */
    public Captions learned(List<SetRecord> records) {
        return captions(records, LEARNED);
    }

    /**
     * Rows to validate on, of {@link #HELD_OUT}: findings have one text in its plainest wording, so that breasts with
     * the same findings have the same text and either counts as found.
     *
     * @throws InputException as {@link #learned}
     */
    public Captions heldOut(List<SetRecord> records) {
        return captions(records, HELD_OUT);
    }

    private Captions captions(List<SetRecord> records, int fold) {
        Map<BreastKey, List<SetRecord>> breasts = new LinkedHashMap<>();
        for (SetRecord record : records) {
            if (record.view().standard().isPresent()) {
                breasts.computeIfAbsent(new BreastKey(record.patient(), record.exam(), record.side()),
                        unused -> new ArrayList<>()).add(record);
            }
        }
        if (breasts.isEmpty()) {
            throw new InputException("of " + records.size() + " pictures none is a CC or MLO view: give a set with such"
                    + " pictures");
        }
        List<Breast> rows = new ArrayList<>();
        int reported = 0;
        for (List<SetRecord> pictures : breasts.values()) {
            List<String> report = source == Source.REPORTS ? reported(pictures) : List.of();
            List<String> texts = !report.isEmpty() ? report : made(pictures, fold, key.child(rows.size()));
            if (!texts.isEmpty()) {
                rows.add(row(pictures, texts, fold));
                reported += report.isEmpty() ? 0 : 1;
            }
        }
        if (rows.isEmpty()) {
            throw new InputException("of " + breasts.size() + " breasts the set says nothing that a sentence could say,"
                    + " neither in reports nor by findings: give one that has either");
        }
        return new Captions(rows, reported, breasts.size() - rows.size());
    }

    private static Breast row(List<SetRecord> pictures, List<String> texts, int fold) {
        SetRecord first = pictures.getFirst();
        Map<View, List<Path>> files = new EnumMap<>(View.class);
        pictures.forEach(picture -> files.computeIfAbsent(picture.view().standard().orElseThrow(),
                unused -> new ArrayList<>()).add(picture.file()));
        return new Breast(Math.toIntExact(first.place().line()), first.patient(), first.side(), files, texts, texts,
                fold);
    }

    /** What is said of a breast, cleaned; empty where the set has no report, or nothing of it is left. */
    private static List<String> reported(List<SetRecord> pictures) {
        Set<ReportSection> sections = new LinkedHashSet<>();
        pictures.forEach(picture -> sections.addAll(picture.report()));
        List<String> findings = new ArrayList<>();
        List<String> impressions = new ArrayList<>();
        for (ReportSection section : sections) {
            if (section.name().equals("impression")) {
                impressions.add(section.text());
            } else if (!BEFORE_FINDINGS.contains(section.name())) {
                findings.add(section.text());
            }
        }
        return ReportCleaning.captions(findings, impressions).stream().filter(text -> !text.isBlank()).toList();
    }

    /** Empty where nothing can be said. */
    private List<String> made(List<SetRecord> pictures, int fold, Key own) {
        Set<FindingCategory> there = EnumSet.noneOf(FindingCategory.class);
        pictures.forEach(picture -> picture.findings().stream().map(Finding::categories).forEach(there::addAll));
        if (there.isEmpty() && (caption.known().isEmpty()
                || pictures.stream().anyMatch(CaptionedSet::isSomethingKnown))) {
            return List.of();
        }
        Laterality side = pictures.getFirst().side();
        if (fold == HELD_OUT) {
            return List.of(caption.plain(there, side));
        }
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < wordings; number++) {
            texts.add(caption.of(there, side, own.child(number)));
        }
        return texts;
    }

    private static boolean isSomethingKnown(SetRecord picture) {
        Optional<Birads> assessed = picture.birads();
        return picture.pathology().filter(SOMETHING::contains).isPresent() || assessed.isPresent()
                && assessed.get() != Birads.NEGATIVE && assessed.get() != Birads.BENIGN;
    }
}
