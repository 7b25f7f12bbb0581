package dev.nacre.examples.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Picks the breasts that the page shows for a finding: of each outcome the clearest and the one in the middle. */
final class Examples {
    private final FindingResult result;

    Examples(FindingResult result) {
        this.result = result;
    }

    /** What the score says of a breast beside the truth. */
    enum Outcome {
        FOUND("Found", "the score is above the threshold, and there is one"),
        MISSED("Missed", "there is one, and the score is below the threshold"),
        FALSE_ALARM("False alarm", "the score is above the threshold, and there is none");

        private final String title;
        private final String meaning;

        Outcome(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }

        String title() {
            return title;
        }

        String meaning() {
            return meaning;
        }
    }

    /** All held-out breasts of an outcome, the clearest first. */
    List<Integer> all(Outcome outcome) {
        double[] scores = result.trained().scores();
        IntPredicate belongs = index -> result.positive()[index] == (outcome != Outcome.FALSE_ALARM)
                && scores[index] >= result.threshold() == (outcome != Outcome.MISSED);
        Comparator<Integer> clearest = Comparator.comparingDouble(
                index -> outcome == Outcome.MISSED ? scores[index] : -scores[index]);
        return IntStream.range(0, scores.length).filter(belongs).boxed().sorted(clearest).toList();
    }

    /** At most two of them. */
    List<Integer> shown(Outcome outcome) {
        List<Integer> all = all(outcome);
        List<Integer> shown = new ArrayList<>(all.stream().limit(1).toList());
        if (all.size() > 1) {
            shown.add(all.get(all.size() / 2));
        }
        return shown;
    }

    /** Share of the breasts without the finding whose score is below that of this breast. */
    double above(int breast) {
        double[] scores = result.trained().scores();
        List<Integer> without = IntStream.range(0, scores.length).filter(index -> !result.positive()[index]).boxed()
                .toList();
        return without.stream().filter(index -> scores[index] < scores[breast]).count() / (double) without.size();
    }
}
