package dev.nacre.mammo.data.sets;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What only some sets say of a picture, by which results are looked at in subgroups. Nothing of it is a label to learn.
 *
 * @param age of the patient at the exam, in years
 * @param device what made the picture, as the set names it: a manufacturer, a model or a number of a machine
 * @param percentDensity how much of the breast's area is dense tissue, 0 to 100
 * @param recalled whether the radiologists who read the screening exam called the woman back. A breast without cancer
 *     of a woman who was called back is their false positive
 */
public record RecordFacts(OptionalInt age, Optional<String> device, OptionalDouble percentDensity,
        Optional<Boolean> recalled) {
    /** A set that says nothing more. */
    public static final RecordFacts NONE =
            new RecordFacts(OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), Optional.empty());

    /** With another age. */
    public RecordFacts withAge(OptionalInt years) {
        return new RecordFacts(years, device, percentDensity, recalled);
    }

    /** With another device. */
    public RecordFacts withDevice(Optional<String> name) {
        return new RecordFacts(age, name, percentDensity, recalled);
    }

    /** With another density. */
    public RecordFacts withPercentDensity(OptionalDouble percent) {
        return new RecordFacts(age, device, percent, recalled);
    }

    /** With what the set says of a recall. */
    public RecordFacts withRecall(Optional<Boolean> calledBack) {
        return new RecordFacts(age, device, percentDensity, calledBack);
    }
}
