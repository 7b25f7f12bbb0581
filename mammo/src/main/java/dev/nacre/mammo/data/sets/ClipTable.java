package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.SetSplit;
import java.util.List;
import java.util.Optional;

/** One of the tables with which Mammo-CLIP and Mammo-FM were trained and tested. */
interface ClipTable {
    /** Columns by which it is known, and which it needs. */
    List<String> columns();

    /** Reads it whole. */
    void read(SetTable table, PictureIndex pictures, SetCollector collector);

    /** Fold 0 is the one that is held out; all others are trained on. */
    static Optional<SetSplit> split(SetTable.Row row, SetCollector collector) {
        return collector.label(row, "fold", text -> text.matches("\\d{1,3}(\\.0)?")
                ? Optional.of(row.whole("fold").equals("0") ? SetSplit.VALIDATION : SetSplit.TRAINING)
                : Optional.empty());
    }
}
