package dev.nacre.mammo.caption;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SetSplit;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows for pre-training made of a set: a breast at an exam, its pictures of the two standard views, and texts. Where
 * the set has a report, its sections are the texts, cleaned as Mammo-CLIP cleans them; otherwise texts are made of the
 * findings, several wordings of each, so that a row says it differently from epoch to epoch. A report of a whole exam
 * is the text of both its breasts.
 *
 * @param caption  makes texts of findings
 * @param wordings of each breast, at least 1
 * @param key      of wordings and order
 */
public record CaptionedSet(AttributeCaption caption, int wordings, Key key) {
    /** The fold of rows that are held out; all others have {@link #LEARNED}. */
    public static final int HELD_OUT = 0;
    /** The fold of rows that are learned from. */
    public static final int LEARNED = 1;

    /** Sections that say why and how, not what was seen. */
    private static final Set<String> BEFORE_FINDINGS = Set.of("indication", "technique", "comparison");

    /** Refuses no wording. */
    public CaptionedSet {
        if (wordings < 1) {
            throw new IllegalArgumentException(wordings + " wordings of each breast: give at least 1");
        }
    }

    private record BreastKey(String patient, String exam, Laterality side) {
    }

    /**
     * The rows, in the order of the pictures. Rows of the set's training part, or of a set without parts, are learned
     * from.
     *
     * @throws InputException if no picture is of a standard view
     */
    public List<Breast> rows(List<SetRecord> records) {
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
        breasts.values().forEach(pictures -> rows.add(row(pictures, key.child(rows.size()))));
        return rows;
    }

    private Breast row(List<SetRecord> pictures, Key own) {
        SetRecord first = pictures.getFirst();
        Map<View, List<Path>> files = new EnumMap<>(View.class);
        pictures.forEach(picture -> files.computeIfAbsent(picture.view().standard().orElseThrow(),
                unused -> new ArrayList<>()).add(picture.file()));
        List<String> texts = reported(first);
        if (texts.isEmpty()) {
            texts = made(pictures, first.side(), own);
        }
        int fold = first.split().isEmpty() || first.split().get() == SetSplit.TRAINING ? LEARNED : HELD_OUT;
        return new Breast(Math.toIntExact(first.place().line()), first.patient(), first.side(), files, texts, texts,
                fold);
    }

    /** What it says of the breasts, cleaned; empty where the set has no report, or nothing of it is left. */
    private static List<String> reported(SetRecord record) {
        List<String> findings = new ArrayList<>();
        List<String> impressions = new ArrayList<>();
        for (ReportSection section : record.report()) {
            if (section.name().equals("impression")) {
                impressions.add(section.text());
            } else if (!BEFORE_FINDINGS.contains(section.name())) {
                findings.add(section.text());
            }
        }
        return ReportCleaning.captions(findings, impressions).stream().filter(text -> !text.isBlank()).toList();
    }

    private List<String> made(List<SetRecord> pictures, Laterality side, Key own) {
        Set<FindingCategory> there = EnumSet.noneOf(FindingCategory.class);
        pictures.forEach(picture -> picture.findings().stream().map(Finding::categories).forEach(there::addAll));
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < wordings; number++) {
            texts.add(caption.of(there, side, own.child(number)));
        }
        return texts;
    }
}
