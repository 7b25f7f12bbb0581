package dev.nacre.examples.finealign;

import dev.nacre.mammo.finealign.inference.AwarenessMap;
import dev.nacre.mammo.finealign.inference.OtsuInBreast;
import dev.nacre.mammo.finealign.inference.ViewReading;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the threshold of a lesion map comes from, which a page must say. */
sealed interface ThresholdSource {
    /** A given one; else the precursor's published one, or Otsu's. */
    static ThresholdSource of(Optional<Double> given, FineAlignConfig.Mode mode) {
        return given.<ThresholdSource>map(Given::new).orElseGet(() -> switch (mode) {
            case PRECURSOR -> new Published();
            case RECOMMENDED -> new Otsu();
        });
    }

    /** The threshold of one picture. */
    double of(ViewReading view);

    /** What the page says of it. */
    String note(Collection<ExplainedView> views);

    /** Chosen by a person. */
    record Given(double threshold) implements ThresholdSource {
        @Override
        public double of(ViewReading view) {
            return threshold;
        }

        @Override
        public String note(Collection<ExplainedView> views) {
            return "Regions are where the lesion map is at least " + number(threshold) + ", a given threshold.";
        }
    }

    /** The precursor's: M below 0.58. */
    record Published() implements ThresholdSource {
        @Override
        public double of(ViewReading view) {
            return Math.nextUp(1 - AwarenessMap.VALIDATION_THRESHOLD);
        }

        @Override
        public String note(Collection<ExplainedView> views) {
            return "Regions are where the awareness map is below " + number(AwarenessMap.VALIDATION_THRESHOLD)
                    + ", the precursor's published threshold.";
        }
    }

    /** One for each picture, without labels. */
    record Otsu() implements ThresholdSource {
        @Override
        public double of(ViewReading view) {
            return OtsuInBreast.threshold(view.lesions(), view.prepared().searched());
        }

        @Override
        public String note(Collection<ExplainedView> views) {
            return "Regions are where the lesion map is at least Otsu's threshold of that picture: "
                    + views.stream().map(view -> ViewNames.spoken(view.reading().view()) + " "
                            + (Double.isInfinite(view.threshold()) ? "none" : number(view.threshold())))
                    .collect(Collectors.joining(", ")) + ". It always splits a picture, lesion or not.";
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
