package dev.nacre.mammo.image;

import java.util.ArrayList;
import java.util.List;

/** What the file itself tells: codes {@code implant}, {@code tomosynthesis} and {@code for-processing}. */
final class FactsGuard {
    private FactsGuard() {
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
