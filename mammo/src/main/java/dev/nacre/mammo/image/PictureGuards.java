package dev.nacre.mammo.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at a mammogram before a model does, and says what is wrong with it or unusual. Judged on the picture reduced to
 * {@value ReducedMammogram#MOST_SIDE} pixels a side, which takes a few hundredths of a second; the limits were set so
 * that no alarm is false on about a hundred public mammograms of six devices.
 */
public final class PictureGuards {
    /** Codes of all findings that refuse. */
    public static final Set<String> REFUSALS = Set.of("other-modality", "too-small", "shape", "constant", "few-levels",
            "blank", "inverted");

    /** What judges one thing. */
    private interface Guard {
        List<PictureFinding> check(ReducedMammogram picture);
    }

    private static final List<Guard> USABLE = List.of(FactsGuard::checkModality, SizeGuard::check, LevelGuard::check,
            PolarityGuard::check);
    private static final List<Guard> UNUSUAL = List.of(FactsGuard::check, OrientationGuard::check,
            SurroundingsGuard::check);

    private PictureGuards() {
    }

    /**
     * What a person should know about a mammogram, refusals first; empty if nothing is wrong or unusual. After a
     * refusal the rest is not judged, as it would mean nothing.
     */
    public static List<PictureFinding> check(Mammogram mammogram) {
        ReducedMammogram reduced = ReducedMammogram.of(mammogram, PixelBox.of(mammogram.stored()));
        List<PictureFinding> findings = new ArrayList<>();
        USABLE.forEach(guard -> findings.addAll(guard.check(reduced)));
        if (findings.stream().noneMatch(PictureFinding::refuses)) {
            UNUSUAL.forEach(guard -> findings.addAll(guard.check(reduced)));
        }
        findings.sort((one, other) -> Boolean.compare(other.refuses(), one.refuses()));
        return List.copyOf(findings);
    }
}
