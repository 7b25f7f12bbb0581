package dev.nacre.mammo.data.sets;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A set in three parts that share no patient: what is learned from, what chooses among models, thresholds and settings,
 * and what is judged on once.
 *
 * @param training   to learn from
 * @param validation to choose by
 * @param test       to judge on
 * @param notes      what people must know of these parts, such as what was not the set's own split but drawn here
 */
public record SetParts(List<SetRecord> training, List<SetRecord> validation, List<SetRecord> test,
        List<String> notes) {
    private static final double OF_ALL = 0.3;
    private static final double OF_TRAINING = 0.15;
    private static final double HALF = 0.5;

    /** Copies the lists. */
    public SetParts {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        notes = List.copyOf(notes);
    }

    /** The same parts with more that people must know of them. */
    public SetParts with(List<String> further) {
        return new SetParts(training, validation, test, Stream.concat(notes.stream(), further.stream()).toList());
    }

    /** The notes as a sentence that can follow others; empty where there are none. */
    public String note() {
        return notes.isEmpty() ? "" : " Note: " + String.join("; ", notes) + ".";
    }

    /**
     * The set's own parts. Where it has no validation part, 15 of 100 patients of its training part are drawn for that;
     * where it has training and validation alone, the validation part is judged on, as such sets are used, and another
     * is drawn; where it has no parts, 15 of 100 patients each are drawn to choose by and to judge on.
     *
     * @param records of one set; those outside the split of a set that has one are left out
     * @param key     of the draws; which patients are drawn depends on it and on the patients alone
     * @throws InputException if a part would be empty, or a patient is in two of the set's parts
     */
    public static SetParts of(List<SetRecord> records, Key key) {
        Map<SetSplit, List<SetRecord>> own = new EnumMap<>(SetSplit.class);
        records.forEach(record -> record.split().ifPresent(part ->
                own.computeIfAbsent(part, unused -> new ArrayList<>()).add(record)));
        SplitCheck.require(records);
        SetParts parts;
        if (own.isEmpty()) {
            Drawn held = draw(records, OF_ALL, key.child(0));
            Drawn halves = draw(held.drawn, HALF, key.child(1));
            parts = new SetParts(held.rest, halves.drawn, halves.rest,
                    List.of("the set has no split: 15 of 100 patients each were drawn for validation and test"));
        } else {
            List<SetRecord> training = own.getOrDefault(SetSplit.TRAINING, List.of());
            boolean hasTest = own.containsKey(SetSplit.TEST);
            if (hasTest && own.containsKey(SetSplit.VALIDATION)) {
                parts = new SetParts(training, own.get(SetSplit.VALIDATION), own.get(SetSplit.TEST), List.of());
            } else {
                Drawn held = draw(training, OF_TRAINING, key.child(2));
                parts = new SetParts(held.rest, held.drawn,
                        own.getOrDefault(hasTest ? SetSplit.TEST : SetSplit.VALIDATION, List.of()),
                        List.of("15 of 100 patients of the training part were drawn for validation"));
            }
        }
        parts.check();
        return parts;
    }

    /**
     * What an action gives that reads pictures of these parts.
     *
     * @throws InputException that the action threw; a picture is told by its place in the set: {@link PictureMistakes}
     */
    public <T> T reading(Supplier<T> action) {
        return PictureMistakes.byPlace(Stream.of(training, validation, test).flatMap(List::stream).toList(), action);
    }

    private record Drawn(List<SetRecord> drawn, List<SetRecord> rest) {
    }

    private static Drawn draw(List<SetRecord> records, double share, Key key) {
        Map<String, List<SetRecord>> patients = new LinkedHashMap<>();
        records.forEach(record -> patients.computeIfAbsent(record.patient(), unused -> new ArrayList<>())
                .add(record));
        Drawn parts = new Drawn(new ArrayList<>(), new ArrayList<>());
        patients.forEach((patient, own) ->
                (key.child(patient).uniform(0) < share ? parts.drawn : parts.rest).addAll(own));
        return parts;
    }

    private void check() {
        Map<String, List<SetRecord>> named = new LinkedHashMap<>();
        named.put("learn from", training);
        named.put("validate on", validation);
        named.put("judge on", test);
        named.forEach((purpose, part) -> {
            if (part.isEmpty()) {
                throw new InputException("the set has no pictures to " + purpose + ": give one with more patients, or"
                        + " with a split into training, validation and test");
            }
        });
    }
}
