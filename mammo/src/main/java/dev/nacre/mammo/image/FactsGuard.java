package dev.nacre.mammo.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the file itself tells: codes {@code other-modality} (a refusal), {@code modality}, {@code implant},
 * {@code tomosynthesis} and {@code for-processing}.
 */
final class FactsGuard {
    private static final String MAMMOGRAPHY = "MG";
    /** Devices whose files may hold a mammogram all the same: films, screens, scanners, and what nobody filled in. */
    private static final Set<String> RADIOGRAPHY = Set.of("CR", "DX", "RG", "SC", "OT", "HC", "XC");

    private FactsGuard() {
    }

    /** What cannot be a mammogram, whatever it looks like. */
    static List<PictureFinding> checkModality(ReducedMammogram reduced) {
        String modality = reduced.mammogram().facts().modality().orElse(MAMMOGRAPHY);
        if (modality.equals(MAMMOGRAPHY)) {
            return List.of();
        }
        return List.of(RADIOGRAPHY.contains(modality)
                ? PictureFinding.report("modality", "the file is of the modality " + modality
                        + ", not MG: see whether it is a mammogram")
                : PictureFinding.refusal("other-modality", "the file is of the modality " + modality
                        + ", so it is no mammogram: leave it out, or allow it if the file is wrong"));
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        PictureFacts facts = reduced.mammogram().facts();
        List<PictureFinding> findings = new ArrayList<>();
        if (facts.implant().orElse(false)) {
            findings.add(PictureFinding.report("implant", "the file says that the breast holds an implant, which hides"
                    + " tissue and is rare in training data: read the result with care"));
        }
        if (facts.tomosynthesis()) {
            findings.add(PictureFinding.report("tomosynthesis", "the file says that it is a slice of a tomosynthesis or"
                    + " computed from one; models of mammograms expect the two-dimensional picture: give that one if"
                    + " there is one"));
        }
        if (facts.forProcessing()) {
            findings.add(PictureFinding.report("for-processing", "the file holds raw values of the detector, which look"
                    + " unlike the pictures that models are trained on: give the one that is meant for presentation"));
        }
        return findings;
    }
}
