package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much each part of the loss counts. What counts nothing is not computed.
 *
 * @param values the weights above 0
 */
public record LossWeights(Map<LossTerm, Double> values) {
    /** No part at all, to begin with. */
    public static final LossWeights NONE = new LossWeights(Map.of());
    /** The precursor's (specification §1.4-6), the same from the first step to the last. */
    public static final LossWeights PRECURSOR = NONE.with(LossTerm.GLOBAL, 1).with(LossTerm.WORDS, 1)
            .with(LossTerm.GRADED, 0.001).with(LossTerm.VIEWS, 0.001).with(LossTerm.RECONSTRUCTION, 1);
    /** The first stage of the recommended mode (§2.7): coarse. */
    public static final LossWeights COARSE = NONE.with(LossTerm.GLOBAL, 1).with(LossTerm.VIEWS, 0.5)
            .with(LossTerm.RECONSTRUCTION, 1).with(LossTerm.DENSITY, 0.1);
    /** The second: graded. */
    public static final LossWeights GRADED = COARSE.with(LossTerm.GRADED, 0.1).with(LossTerm.WORDS, 0.5)
            .with(LossTerm.SIDES, 1).with(LossTerm.CALM, 0.5).with(LossTerm.AREA, 1).with(LossTerm.PECTORAL, 0.5)
            .with(LossTerm.NOTHING, 0.5);
    /** The third: fine. */
    public static final LossWeights FINE = GRADED.with(LossTerm.SENTENCES, 1).with(LossTerm.EDITS, 0.5)
            .with(LossTerm.TEXT, 0.5).with(LossTerm.DEPTH, 0.1).with(LossTerm.SUFFICIENCY, 0.25)
            .with(LossTerm.COMPLEMENT, 0.25);

    /** Refuses weights that are negative or not finite; those of 0 are left out. */
    public LossWeights {
        Map<LossTerm, Double> kept = new EnumMap<>(LossTerm.class);
        values.forEach((term, weight) -> {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("the weight of " + term.key() + " is " + weight
                        + ": give a finite number, not below 0");
            }
            if (weight > 0) {
                kept.put(term, weight);
            }
        });
        values = Collections.unmodifiableMap(kept);
    }

    /** The weight of a part, 0 where it does not count. */
    public double of(LossTerm term) {
        return values.getOrDefault(term, 0.0);
    }

    /** Whether a part counts. */
    public boolean has(LossTerm term) {
        return values.containsKey(term);
    }

    /** The same with another weight of one part; 0 leaves it out, as ablations do. */
    public LossWeights with(LossTerm term, double weight) {
        Map<LossTerm, Double> changed = new EnumMap<>(LossTerm.class);
        changed.putAll(values);
        changed.put(term, weight);
        return new LossWeights(changed);
    }

    /** Whether a mode knows a part: the precursor has five. */
    static boolean knows(Mode mode, LossTerm term) {
        return mode == Mode.RECOMMENDED || PRECURSOR.has(term);
    }

    /** For files, by {@link LossTerm#key}. */
    public Json.Fields toJson() {
        Json.Fields json = Json.object();
        for (Map.Entry<LossTerm, Double> entry : values.entrySet()) {
            json = json.with(entry.getKey().key(), entry.getValue().doubleValue());
        }
        return json;
    }

    /**
     * From {@link #toJson}.
     *
     * @throws IllegalArgumentException if a key names no part, or a weight is none
     */
    public static LossWeights fromJson(Json json) {
        Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
        json.fields().forEach((key, value) -> weights.put(named(key), value.decimal()));
        return new LossWeights(weights);
    }

    private static LossTerm named(String key) {
        for (LossTerm term : LossTerm.values()) {
            if (term.key().equals(key)) {
                return term;
            }
        }
        throw new IllegalArgumentException("there is no part of the loss called '" + key + "'");
    }
}
