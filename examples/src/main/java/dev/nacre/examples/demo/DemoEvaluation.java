package dev.nacre.examples.demo;

import dev.nacre.core.Key;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.eval.BrightnessChoice;
import dev.nacre.mammo.eval.BrightnessFamily;
import dev.nacre.mammo.eval.BrightnessScore;
import dev.nacre.mammo.eval.BrightnessScorer;
import dev.nacre.mammo.eval.ViewPooling;
import dev.nacre.nn.metric.AucBootstrap;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.metric.RocCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Holds a model on held-out breasts against the truth, against itself before training and against scores that need no
 * learning. Whatever is chosen (a variant of a baseline, a threshold) is chosen on other breasts.
 */
final class DemoEvaluation {
    private static final double LEVEL = 0.95;

    private final List<DemoBreast> choosing;
    private final List<DemoBreast> heldOut;
    private final Settings settings;
    private final Progress progress;

    /**
     * How to evaluate.
     *
     * @param pooling    of the model's scores over the views; baselines always take the highest
     * @param replicates of the bootstrap
     * @param key        of the bootstrap
     */
    record Settings(ViewPooling pooling, int replicates, Key key) {
    }

    /** Hears how far the work is. */
    @FunctionalInterface
    interface Progress {
        void at(String work, int done, int of);
    }

    /**
     * @param choosing breasts to choose on
     * @param heldOut  breasts to measure on
     */
    DemoEvaluation(List<DemoBreast> choosing, List<DemoBreast> heldOut, Settings settings, Progress progress) {
        this.choosing = choosing;
        this.heldOut = heldOut;
        this.settings = settings;
        this.progress = progress;
    }

    List<FindingResult> run(MammoClipPredictor trained, MammoClipPredictor untrained) {
        Map<Finding, double[]> after = scores("held-out breasts", trained, heldOut);
        Map<Finding, double[]> chosenOn = scores("breasts to choose the threshold on", trained, choosing);
        Map<Finding, double[]> before = scores("held-out breasts, before training", untrained, heldOut);
        Map<Finding, List<Measured>> baselines = baselines();
        List<FindingResult> results = new ArrayList<>();
        for (Finding finding : Finding.values()) {
            Measured model = measured("Mammo-CLIP", "trained", finding, after.get(finding));
            List<Measured> others = baselines.get(finding);
            results.add(new FindingResult(finding, labels(heldOut, finding), model,
                    measured("Mammo-CLIP", "before training", finding, before.get(finding)), others,
                    bootstrap(finding).difference(model.scores(), FindingResult.best(others).scores()),
                    RocCurve.of(labels(choosing, finding), chosenOn.get(finding)).balanced().threshold()));
        }
        return results;
    }

    private Map<Finding, double[]> scores(String work, MammoClipPredictor model, List<DemoBreast> breasts) {
        int pictures = breasts.stream().mapToInt(breast -> breast.pictures().size()).sum();
        return new ModelScores(model, settings.pooling()).of(breasts, done -> progress.at(work, done, pictures));
    }

    private Map<Finding, List<Measured>> baselines() {
        List<BrightnessFamily> families = BrightnessFamily.all();
        List<BrightnessScore> variants = families.stream().flatMap(family -> family.variants().stream()).toList();
        double[][] toChoose = brightness("breasts to choose a baseline on", variants, choosing);
        double[][] scores = brightness("held-out breasts, baselines", variants, heldOut);
        Map<Finding, List<Measured>> measured = new EnumMap<>(Finding.class);
        for (Finding finding : Finding.values()) {
            int first = 0;
            for (BrightnessFamily family : families) {
                int behind = first + family.variants().size();
                BrightnessChoice choice = BrightnessChoice.best(labels(choosing, finding), toChoose,
                        IntStream.range(first, behind).boxed().toList());
                measured.computeIfAbsent(finding, key -> new ArrayList<>()).add(measured(family.name(),
                        choice.description(variants) + (family.variants().size() == 1 ? ""
                                : ", the best of " + family.variants().size() + " on other breasts"),
                        finding, choice.of(scores)));
                first = behind;
            }
        }
        return measured;
    }

    private double[][] brightness(String work, List<BrightnessScore> variants, List<DemoBreast> breasts) {
        List<List<Path>> files = breasts.stream()
                .map(breast -> breast.pictures().stream().map(DemoBreast.Picture::file).toList()).toList();
        return new BrightnessScorer(variants).of(files, Runtime.getRuntime().availableProcessors(),
                done -> progress.at(work, done, breasts.size()));
    }

    private Measured measured(String name, String detail, Finding finding, double[] scores) {
        return new Measured(name, detail, scores, bootstrap(finding).area(scores),
                RocCurve.of(labels(heldOut, finding), scores));
    }

    private AucBootstrap bootstrap(Finding finding) {
        return new AucBootstrap(labels(heldOut, finding),
                Resampling.byGroup(heldOut.stream().map(DemoBreast::patient).toList()), settings.replicates(), LEVEL,
                settings.key());
    }

    private static boolean[] labels(List<DemoBreast> breasts, Finding finding) {
        boolean[] labels = new boolean[breasts.size()];
        for (int breast = 0; breast < labels.length; breast++) {
            labels[breast] = breasts.get(breast).findings().contains(finding);
        }
        return labels;
    }
}
