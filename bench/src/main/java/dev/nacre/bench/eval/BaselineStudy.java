package dev.nacre.bench.eval;

import dev.nacre.core.Key;
import dev.nacre.mammo.eval.BrightnessChoice;
import dev.nacre.mammo.eval.BrightnessFamily;
import dev.nacre.mammo.eval.BrightnessScore;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.AucBootstrap;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds scores of brightness against the truth. Of each family, a variant is chosen on the breasts of one half of the
 * patients (every other one) and measured on those of the other half; and, as a bound, chosen and measured on all.
 * Intervals are of a bootstrap over patients, and leave out that the variant was chosen.
 *
 * @param breasts    whose truth is known
 * @param families   of scores
 * @param scores     of all variants in the order of the families, {@code [variant][breast]}
 * @param replicates of the bootstrap
 */
record BaselineStudy(List<LabelledBreast> breasts, List<BrightnessFamily> families, double[][] scores,
        int replicates) {
    private static final double LEVEL = 0.95;

    /**
     * The study of one kind of lesion.
     *
     * @throws InputException if a half of the patients has none, or nothing but breasts with it
     */
    KindResult of(Lesion.Kind kind) {
        List<String> patients = breasts.stream().map(LabelledBreast::patient).distinct().toList();
        List<Integer> choosing = half(kind, patients, 0);
        List<Integer> measuring = half(kind, patients, 1);
        List<Integer> all = IntStream.range(0, breasts.size()).boxed().toList();
        List<BrightnessScore> variants = families.stream().flatMap(family -> family.variants().stream()).toList();
        List<FamilyResult> results = new ArrayList<>();
        int first = 0;
        for (BrightnessFamily family : families) {
            List<Integer> own = IntStream.range(first, first + family.variants().size()).boxed().toList();
            BrightnessChoice chosen = BrightnessChoice.best(labels(kind, choosing), scores(choosing), own);
            BrightnessChoice best = BrightnessChoice.best(labels(kind, all), scores, own);
            results.add(new FamilyResult(family.name(), chosen.description(variants), area(kind, measuring, chosen),
                    best.description(variants), area(kind, all, best)));
            first += own.size();
        }
        return new KindResult(kind, (int) breasts.stream().filter(breast -> breast.kinds().contains(kind)).count(),
                results);
    }

    private List<Integer> half(Lesion.Kind kind, List<String> patients, int remainder) {
        List<Integer> half = IntStream.range(0, breasts.size())
                .filter(index -> patients.indexOf(breasts.get(index).patient()) % 2 == remainder).boxed().toList();
        long positives = half.stream().filter(index -> breasts.get(index).kinds().contains(kind)).count();
        if (positives == 0 || positives == half.size()) {
            throw new InputException(positives + " of the " + half.size() + " breasts of one half of the patients have"
                    + " the label '" + kind.words() + "': give a larger set, with such breasts and others in both"
                    + " halves");
        }
        return half;
    }

    private Interval area(Lesion.Kind kind, List<Integer> some, BrightnessChoice choice) {
        return new AucBootstrap(labels(kind, some),
                Resampling.byGroup(some.stream().map(index -> breasts.get(index).patient()).toList()), replicates,
                LEVEL, Key.of(1).child("baselines")).area(choice.of(scores(some)));
    }

    private boolean[] labels(Lesion.Kind kind, List<Integer> some) {
        boolean[] labels = new boolean[some.size()];
        for (int index = 0; index < labels.length; index++) {
            labels[index] = breasts.get(some.get(index)).kinds().contains(kind);
        }
        return labels;
    }

    private double[][] scores(List<Integer> some) {
        return Arrays.stream(scores).map(variant -> some.stream().mapToDouble(index -> variant[index]).toArray())
                .toArray(double[][]::new);
    }
}
