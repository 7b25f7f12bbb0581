package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** No patient may stand on two sides of a split: a model would be tested on breasts that it was trained on. */
public final class SplitCheck {
    private static final int SHOWN = 5;

    private SplitCheck() {
    }

    /**
     * Checks all records that have a split.
     *
     * @throws InputException if a patient has two; the message says how many do and in which rows, and names nobody
     */
    public static void require(List<SetRecord> records) {
        Map<String, SetRecord> first = new HashMap<>();
        Set<String> torn = new HashSet<>();
        List<String> rows = new ArrayList<>();
        for (SetRecord record : records) {
            if (record.split().isEmpty()) {
                continue;
            }
            SetRecord other = first.putIfAbsent(record.patient(), record);
            if (other != null && !other.split().equals(record.split())
                    && torn.add(record.patient())) {
                rows.add("(" + other.place() + "; " + record.place() + ")");
            }
        }
        if (!rows.isEmpty()) {
            String shown = rows.stream().limit(SHOWN).collect(Collectors.joining(", "));
            throw new InputException(rows.size() + (rows.size() == 1 ? " patient stands" : " patients stand")
                    + " on two sides of the split, as the rows " + shown
                    + (rows.size() > SHOWN ? " and others" : "") + " show: give all rows of a patient one split");
        }
    }
}
