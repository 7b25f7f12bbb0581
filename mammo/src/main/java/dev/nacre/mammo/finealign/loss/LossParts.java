package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.ReportFeatures;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts of a batch's loss.
 *
 * @param terms each part that counts and of which the batch has something to say, not yet weighted: scalars
 * @param total their weighted sum, a scalar
 * @param seen what they were computed from
 */
public record LossParts(Map<LossTerm, Tensor> terms, Tensor total, Seen seen) {
    /**
     * What the model made of the batch.
     *
     * @param features of the pictures
     * @param reports of the texts
     * @param maps of the recommended mode, where a part needs them
     */
    public record Seen(ExamFeatures features, ReportFeatures reports, Optional<Abnormality> maps) {
    }

    /** Collects parts. */
    static final class Collector {
        private final LossWeights weights;
        private final Map<LossTerm, Tensor> terms = new EnumMap<>(LossTerm.class);

        Collector(LossWeights weights) {
            this.weights = weights;
        }

        /** Computes a part if it counts. */
        void add(LossTerm term, Supplier<Tensor> part) {
            addIfAny(term, () -> Optional.of(part.get()));
        }

        /** Computes a part if it counts, of which some batches have nothing. */
        void addIfAny(LossTerm term, Supplier<Optional<Tensor>> part) {
            if (weights.has(term)) {
                part.get().ifPresent(value -> terms.put(term, value));
            }
        }

        LossParts parts(Seen seen) {
            Tensor total = terms.entrySet().stream().map(entry -> entry.getValue().mul(weights.of(entry.getKey())))
                    .reduce(Tensor::add).orElseThrow(() -> new IllegalArgumentException(
                            "no part of the loss has anything to say of this batch: give some part that always has,"
                            + " such as global, a weight"));
            return new LossParts(Collections.unmodifiableMap(terms), total, seen);
        }
    }

    /** The parts as numbers, in the order of {@link LossTerm}. */
    public Map<LossTerm, Double> numbers() {
        Map<LossTerm, Double> numbers = new EnumMap<>(LossTerm.class);
        terms.forEach((term, value) -> numbers.put(term, value.item()));
        return numbers;
    }
}
