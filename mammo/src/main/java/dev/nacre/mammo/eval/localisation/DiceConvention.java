package dev.nacre.mammo.eval.localisation;

import dev.nacre.nn.InputException;
import java.util.List;
import java.util.OptionalDouble;

/** Which pictures a mean Dice is taken over. The second flatters whoever marks nothing; report both. */
public enum DiceConvention {
    /** Those with a lesion alone. */
    PICTURES_WITH_LESION,
    /** All: one without a lesion gives 1 if nothing was found in it and 0 otherwise. */
    ALL_PICTURES;

    /** What a picture gives; nothing if it does not count. */
    public OptionalDouble of(MaskOverlap overlap) {
        return this == PICTURES_WITH_LESION && overlap.truth() == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(overlap.dice());
    }

    /**
     * The mean over the pictures that count.
     *
     * @throws InputException if there is none
     */
    public double mean(List<MaskOverlap> overlaps) {
        return overlaps.stream().map(this::of).flatMapToDouble(OptionalDouble::stream).average()
                .orElseThrow(() -> new InputException("of " + overlaps.size() + " pictures none shows a lesion, so that"
                        + " there is no mean Dice: evaluate on others"));
    }
}
