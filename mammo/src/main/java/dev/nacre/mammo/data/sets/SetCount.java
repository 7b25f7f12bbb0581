package dev.nacre.mammo.data.sets;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What of a set is counted, and published with a number. */
public enum SetCount {
    PICTURES("pictures", records -> (long) records.size()),
    PATIENTS("patients", records -> different(records, SetRecord::patient)),
    EXAMS("exams", records -> different(records, SetRecord::exam)),
    /** Files of masks. */
    MASKS("masks", records -> places(records, Region.MaskFile.class::isInstance)),
    BOXES("boxes", records -> places(records, Region.Box.class::isInstance));

    private final String words;
    private final Function<List<SetRecord>, Long> count;

    SetCount(String words, Function<List<SetRecord>, Long> count) {
        this.words = words;
        this.count = count;
    }

    /** Plural, such as {@code pictures}. */
    public String words() {
        return words;
    }

    /** How many there are. */
    public long in(List<SetRecord> records) {
        return count.apply(records);
    }

    private static long different(List<SetRecord> records, Function<SetRecord, String> key) {
        return records.stream().map(key).distinct().count();
    }

    private static long places(List<SetRecord> records, Predicate<Region> kind) {
        return records.stream().flatMap(record -> record.findings().stream())
                .flatMap(finding -> finding.regions().stream()).filter(kind).distinct().count();
    }
}
