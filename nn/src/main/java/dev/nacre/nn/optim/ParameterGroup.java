package dev.nacre.nn.optim;

import dev.nacre.nn.Parameter;
import java.util.List;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param name        for people
 * @param members     which parameters belong to it
 * @param weightDecay multiplied by the group's learning rate, see {@link AdamW}
 * @param rateFactor  by which the group's learning rate differs from the schedule's; 0 changes nothing
 */
public record ParameterGroup(String name, Members members, double weightDecay, double rateFactor) {
    /** Which parameters belong to a group. */
    @FunctionalInterface
    public interface Members {
        /** All there are. */
        Members ALL = (name, parameter) -> true;

        /** Biases, and the scales and shifts of normalisations: what has at most one dimension. */
        Members VECTORS = (name, parameter) -> parameter.spec().shape().rank() < 2;

        /** Whether a parameter belongs to the group; {@code name} is its state-dict name seen from the model. */
        boolean has(String name, Parameter parameter);

        /** Those of a module, by its state-dict name seen from the model, such as {@code text_encoder}. */
        static Members below(String module) {
            return (name, parameter) -> name.startsWith(module + ".");
        }

        /** Those that belong to both. */
        default Members and(Members other) {
            return (name, parameter) -> has(name, parameter) && other.has(name, parameter);
        }

        /** Those that do not belong. */
        default Members not() {
            return (name, parameter) -> !has(name, parameter);
        }
    }

    /** Refuses numbers that are negative or not finite. */
    public ParameterGroup {
        if (!(weightDecay >= 0 && rateFactor >= 0) || Double.isInfinite(weightDecay + rateFactor)) {
            throw new IllegalArgumentException("the group '" + name + "' has a weight decay of " + weightDecay
                    + " and a factor of " + rateFactor + " on the learning rate: give finite numbers, not below 0");
        }
    }

    /** All parameters at the schedule's rate with the same decay. */
    public static List<ParameterGroup> one(double weightDecay) {
        return List.of(new ParameterGroup("all", Members.ALL, weightDecay, 1));
    }

    /** Matrices and convolutions decay, {@link Members#VECTORS} do not: the usual recipe for transformers. */
    public static List<ParameterGroup> decayOfMatrices(double weightDecay) {
        return List.of(new ParameterGroup("decayed", Members.VECTORS.not(), weightDecay, 1),
                new ParameterGroup("not decayed", Members.VECTORS, 0, 1));
    }

    /**
     * The one group that a parameter belongs to.
     *
     * @throws IllegalArgumentException if it is none or several; the message names the parameter
     */
    static ParameterGroup of(String name, Parameter parameter, List<ParameterGroup> groups) {
        List<ParameterGroup> having = groups.stream().filter(group -> group.members().has(name, parameter)).toList();
        if (having.size() != 1) {
            List<String> names = (having.isEmpty() ? groups : having).stream().map(ParameterGroup::name).toList();
            throw new IllegalArgumentException("parameter " + name + " belongs to "
                    + (having.isEmpty() ? "none" : "all") + " of the groups " + names
                    + ": each trained parameter needs exactly one group, or freeze it");
        }
        return having.getFirst();
    }
}
