package dev.nacre.nn.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Of boxes that overlap much, the one of the highest score stays: from the highest score down (equal ones in the order
 * given), a box stays unless it overlaps one that already stays by more than the limit. Classes are not told apart: two
 * kinds of lesion at one place are one mark for a reader.
 *
 * @param overlap intersection over union that is still allowed, 0 to 1
 */
public record NonMaximumSuppression(double overlap) {
    /** A half. */
    public static final NonMaximumSuppression RETINA_NET = new NonMaximumSuppression(0.5);

    /** Refuses overlaps that there are none of. */
    public NonMaximumSuppression {
        if (!(overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException("an overlap of " + overlap + ": give 0 to 1");
        }
    }

    /** Those that stay, the highest score first. O(given · kept). */
    public List<Detection> of(List<Detection> detections) {
        List<Detection> kept = new ArrayList<>();
        for (Detection one : detections.stream()
                .sorted(Comparator.comparingDouble((Detection detection) -> -detection.score())).toList()) {
            if (kept.stream().noneMatch(other -> other.box().overlap(one.box()) > overlap)) {
                kept.add(one);
            }
        }
        return kept;
    }
}
