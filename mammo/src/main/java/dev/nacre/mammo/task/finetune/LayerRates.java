package dev.nacre.mammo.task.finetune;

import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.ParameterGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Learning rates that fall with the distance from the labels (Howard and Ruder 2018): the linear layer has the
 * schedule's rate, the encoder's last convolution that times a factor, each of its seven stages before that once more,
 * and the stem the factor to the ninth power.
 *
 * @param factor above 0, at most 1; 1 gives all the same rate, as Mammo-CLIP was fine-tuned
 */
public record LayerRates(double factor) {
    /** All at the same rate. */
    public static final LayerRates EQUAL = new LayerRates(1);

    /** Refuses factors that train nothing, or the wrong end most. */
    public LayerRates {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("a factor of " + factor + " from layer to layer: give more than 0, at"
                    + " most 1");
        }
    }

    /** The groups of a {@link PictureClassifier}'s parameters, from the linear layer to the stem. */
    List<ParameterGroup> groups(EfficientNetConfig config, double weightDecay) {
        List<ParameterGroup> groups = new ArrayList<>();
        add(groups, "linear layer", ParameterGroup.Members.below(PictureClassifier.HEAD), weightDecay);
        add(groups, "last convolution", inEncoder("_conv_head", "_bn1"), weightDecay);
        List<Integer> blocks = config.blocksPerStage();
        int end = blocks.stream().mapToInt(Integer::intValue).sum();
        for (int stage = blocks.size(); stage > 0; stage--) {
            int first = end - blocks.get(stage - 1);
            List<String> own = new ArrayList<>();
            for (int block = first; block < end; block++) {
                own.add("_blocks." + block);
            }
            add(groups, "stage " + stage, inEncoder(own.toArray(String[]::new)), weightDecay);
            end = first;
        }
        add(groups, "stem", inEncoder("_conv_stem", "_bn0"), weightDecay);
        return groups;
    }

    private void add(List<ParameterGroup> groups, String name, ParameterGroup.Members members, double weightDecay) {
        groups.add(new ParameterGroup(name, members, weightDecay, StrictMath.pow(factor, groups.size())));
    }

    private static ParameterGroup.Members inEncoder(String... parts) {
        return (name, parameter) -> {
            for (String part : parts) {
                if (name.startsWith(PictureClassifier.ENCODER + "." + part + ".")) {
                    return true;
                }
            }
            return false;
        };
    }
}
