package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which weights hold in which epoch (specification §2.7).
 *
 * @param stages one after the other, at least one
 */
public record Curriculum(List<Stage> stages) {
    /**
     * Some epochs with the same weights.
     *
     * @param epochs how many, at least 1
     */
    public record Stage(int epochs, LossWeights weights) {
        /** Refuses a stage without an epoch. */
        public Stage {
            if (epochs < 1) {
                throw new IllegalArgumentException("a stage of " + epochs + " epochs teaches nothing: give at least 1");
            }
        }
    }

    /** Copies the list. */
    public Curriculum {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a curriculum needs a stage");
        }
    }

    /** The recommended three stages: coarse, graded, fine; a stage of 0 epochs is left out. */
    public static Curriculum recommended(int coarse, int graded, int fine) {
        List<Stage> stages = new ArrayList<>();
        int[] epochs = {coarse, graded, fine};
        List<LossWeights> weights = List.of(LossWeights.COARSE, LossWeights.GRADED, LossWeights.FINE);
        for (int i = 0; i < epochs.length; i++) {
            if (epochs[i] != 0) {
                stages.add(new Stage(epochs[i], weights.get(i)));
            }
        }
        return new Curriculum(stages);
    }

    /** The precursor's, which never change. */
    public static Curriculum precursor(int epochs) {
        return new Curriculum(List.of(new Stage(epochs, LossWeights.PRECURSOR)));
    }

    /** Epochs of all stages. */
    public int epochs() {
        return stages.stream().mapToInt(Stage::epochs).sum();
    }

    /** The weights of an epoch, counted from 0; after the last stage, those of the last. */
    public LossWeights at(int epoch) {
        int end = 0;
        for (Stage stage : stages) {
            end += stage.epochs();
            if (epoch < end) {
                return stage.weights();
            }
        }
        return last();
    }

    /** The weights of the last stage. */
    public LossWeights last() {
        return stages.getLast().weights();
    }

    /** The same without a part of the loss: an ablation. */
    public Curriculum without(LossTerm term) {
        return with(term, 0);
    }

    /** The same with another weight of a part wherever it counts. */
    public Curriculum with(LossTerm term, double weight) {
        return new Curriculum(stages.stream().map(stage -> stage.weights().has(term)
                ? new Stage(stage.epochs(), stage.weights().with(term, weight)) : stage).toList());
    }

    /** Refuses parts that a mode does not know. */
    void check(Mode mode) {
        stages.forEach(stage -> stage.weights().values().keySet().forEach(term -> {
            if (!LossWeights.knows(mode, term)) {
                throw new IllegalArgumentException("the precursor has no part called " + term.key()
                        + " in its loss: take Curriculum.precursor");
            }
        }));
    }

    /** For files. */
    public Json toJson() {
        return new Json.Items(stages.stream().map(stage -> (Json) Json.object().with("epochs", stage.epochs())
                .with("weights", stage.weights().toJson())).toList());
    }

    /** From {@link #toJson}. */
    public static Curriculum fromJson(Json json) {
        return new Curriculum(json.items().stream().map(stage -> new Stage(
                Math.toIntExact(stage.get("epochs").whole()), LossWeights.fromJson(stage.get("weights")))).toList());
    }
}
