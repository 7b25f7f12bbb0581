package dev.nacre.mammo.finealign.head;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.LabelFraction;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.Module;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import dev.nacre.nn.optim.ParameterGroup;
import dev.nacre.nn.optim.WarmUpCosine;
import java.util.List;

/**
 * How to train on labels. The budget is a number of steps, the same for every share of the labels and for every start.
 *
 * @param regime what is trained
 * @param input what the encoder sees; masks are learned from plain pictures alone
 * @param share of the labelled patients, see {@link LabelFraction}
 * @param steps of the optimiser
 * @param batch exams, or pictures, in a step
 * @param rates highest learning rates
 * @param weightDecay of matrices and convolutions
 * @param augmentation of training pictures; none in a probe, which sees each picture once
 * @param seed of the drawn patients, new layers, order and augmentation
 */
public record HeadSettings(Regime regime, Input input, double share, int steps, int batch, Rates rates,
        double weightDecay, PictureAugmentation augmentation, long seed) {
    private static final double RISE = 0.05;
    private static final double WEIGHT_DECAY = 0.05;

    /** What is trained. */
    public enum Regime {
        /** The new layers alone, on what the encoder gives in evaluation. */
        PROBE,
        /** All. */
        FULL
    }

    /** What the encoder sees. */
    public enum Input {
        /** The picture, three times. */
        PLAIN,
        /** Picture, abnormality-enhanced picture and awareness, as the start in mode R makes them. */
        ENHANCED
    }

    /**
     * Highest learning rates.
     *
     * @param head of new layers
     * @param encoder of what may have been pretrained
     */
    public record Rates(double head, double encoder) {
        /** The specification's: 1e-4 and a tenth of it. */
        public static final Rates SPECIFIED = new Rates(1e-4, 1e-5);

        /** Refuses rates that train nothing. */
        public Rates {
            if (!(head > 0 && encoder > 0) || Double.isInfinite(head + encoder)) {
                throw new IllegalArgumentException("learning rates of " + head + " and " + encoder
                        + " train nothing: give numbers above 0");
            }
        }
    }

    /** Refuses what trains nothing. */
    public HeadSettings {
        if (steps < 1 || batch < 2) {
            throw new IllegalArgumentException(steps + " steps of " + batch + " cases: give at least 1 and 2");
        }
    }

    /** Plain pictures. */
    public static HeadSettings plain(Regime regime, int steps, int batch, Rates rates, long seed) {
        return new HeadSettings(regime, Input.PLAIN, 1, steps, batch, rates, WEIGHT_DECAY, PictureAugmentation.NONE,
                seed);
    }

    /** Another input. */
    public HeadSettings withInput(Input other) {
        return new HeadSettings(regime, other, share, steps, batch, rates, weightDecay, augmentation, seed);
    }

    /** Other rates. */
    public HeadSettings withRates(Rates others) {
        return new HeadSettings(regime, input, share, steps, batch, others, weightDecay, augmentation, seed);
    }

    /** Another share of the labels. */
    public HeadSettings withShare(double other) {
        return new HeadSettings(regime, input, other, steps, batch, rates, weightDecay, augmentation, seed);
    }

    /** Another seed. */
    public HeadSettings withSeed(long other) {
        return new HeadSettings(regime, input, share, steps, batch, rates, weightDecay, augmentation, other);
    }

    LearningRate schedule() {
        return new WarmUpCosine(rates.head(), 0, (long) (RISE * steps), steps);
    }

    /** An optimiser for what is not frozen. @param newParts beginnings of state-dict names of new layers */
    AdamW optimiser(Module model, List<String> newParts) {
        ParameterGroup.Members fresh = (name, parameter) ->
                newParts.stream().anyMatch(part -> name.startsWith(part + "."));
        ParameterGroup.Members vectors = ParameterGroup.Members.VECTORS;
        double slower = rates.encoder() / rates.head();
        return new AdamW(model, AdamW.Settings.decay(weightDecay), List.of(
                new ParameterGroup("new", fresh.and(vectors.not()), weightDecay, 1),
                new ParameterGroup("new vectors", fresh.and(vectors), 0, 1),
                new ParameterGroup("encoder", fresh.not().and(vectors.not()), weightDecay, slower),
                new ParameterGroup("encoder vectors", fresh.not().and(vectors), 0, slower)));
    }

    /** For result files. */
    public Json.Fields toJson() {
        return Json.object().with("regime", regime.name()).with("input", input.name()).with("share", share)
                .with("steps", steps).with("batch", batch).with("head_rate", rates.head())
                .with("encoder_rate", rates.encoder()).with("weight_decay", weightDecay)
                .with("augmentation", augmentation.toString()).with("seed", seed);
    }
}
