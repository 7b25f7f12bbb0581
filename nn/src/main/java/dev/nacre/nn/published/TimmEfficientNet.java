package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * EfficientNet as the timm library names it: blocks are counted within their stage, and a block's normalisations from
 * its first convolution. timm publishes two variants under the same names, told apart by a file's name or the {@code
 * config.json} beside it: {@code tf_efficientnet_*}, padded as TensorFlow does, and {@code efficientnet_*}.
 */
public final class TimmEfficientNet implements PublishedFamily {
    private static final double EPSILON = 1e-5;
    private static final List<String> STAGE_BLOCK = List.of("conv_pw", "bn1", "conv_dw", "bn2", "se.conv_reduce",
            "se.conv_expand", "conv_pwl", "bn3");
    private static final List<String> OURS = List.of("_expand_conv", "_bn0", "_depthwise_conv", "_bn1", "_se_reduce",
            "_se_expand", "_project_conv", "_bn2");
    private static final List<String> FIRST_STAGE_BLOCK = List.of("conv_dw", "bn1", "se.conv_reduce",
            "se.conv_expand", "conv_pw", "bn2");
    private static final List<String> OURS_WITHOUT_EXPANSION = OURS.subList(2, OURS.size());

    /** Which of timm's two implementations a file's weights were trained in. */
    public enum Variant {
        /** {@code tf_efficientnet_*}: padded for each picture as TensorFlow does. */
        TENSORFLOW,
        /** {@code efficientnet_*}: padded on all sides alike; 1e-5 in the normalisations. */
        TIMM
    }

    /** Stateless. */
    public TimmEfficientNet() {
    }

    @Override
    public Optional<PublishedModel<EfficientNet>> recognise(Checkpoint weights) {
        return size(weights).map(size -> {
            Optional<Variant> told = told(weights);
            String title = "EfficientNet-" + size + " (timm's names, " + told.map(variant -> variant == Variant.TIMM
                    ? "padded on all sides alike" : "padded as TensorFlow does")
                    .orElse("which do not tell tf_efficientnet from efficientnet: tf_ is assumed") + ")";
            return model(weights, title, size.config(), told.orElse(Variant.TENSORFLOW));
        });
    }

    /**
     * The model of a variant that the caller knows.
     *
     * @return nothing if these are not a timm EfficientNet's tensors
     */
    public static Optional<PublishedModel<EfficientNet>> of(Checkpoint weights, Variant variant) {
        return size(weights).map(size -> model(weights, "EfficientNet-" + size + " (timm's names)", size.config(),
                variant));
    }

    private static PublishedModel<EfficientNet> model(Checkpoint weights, String title, EfficientNetConfig config,
            Variant variant) {
        EfficientNetConfig own = variant == Variant.TENSORFLOW ? config.withPadding(Padding.FITTED)
                : config.withPadding(Padding.SYMMETRIC).withBatchNormEpsilon(EPSILON);
        return new PublishedModel<>("timm-efficientnet", title, weights, names(config), new EfficientNet(own));
    }

    private static Optional<EfficientNetSize> size(Checkpoint weights) {
        if (weights.find("conv_stem.weight").isEmpty()) {
            return Optional.empty();
        }
        int blocks = 0;
        for (int stage = 0; weights.find(depthwise(stage, 0)).isPresent(); stage++) {
            for (int block = 0; weights.find(depthwise(stage, block)).isPresent(); block++) {
                blocks++;
            }
        }
        return EfficientNetSize.of(weights, "conv_head.weight", blocks);
    }

    private static String depthwise(int stage, int block) {
        return "blocks." + stage + "." + block + ".conv_dw.weight";
    }

    private static Optional<Variant> told(Checkpoint weights) {
        String file = weights.path().toAbsolutePath().getFileName().toString();
        String name = HuggingFaceConfig.beside(weights).flatMap(config -> config.text("architecture")).orElse(file);
        if (name.startsWith("tf_efficientnet")) {
            return Optional.of(Variant.TENSORFLOW);
        }
        return name.startsWith("efficientnet_") ? Optional.of(Variant.TIMM) : Optional.empty();
    }

    private static KeyTable names(EfficientNetConfig config) {
        Map<Pattern, String> renames = new LinkedHashMap<>();
        List<Integer> perStage = config.blocksPerStage();
        int place = 0;
        for (int stage = 0; stage < perStage.size(); stage++) {
            for (int block = 0; block < perStage.get(stage); block++) {
                String theirs = "blocks." + stage + "." + block + ".";
                String ours = "_blocks." + place++ + ".";
                List<String> parts = stage == 0 ? FIRST_STAGE_BLOCK : STAGE_BLOCK;
                List<String> ourParts = stage == 0 ? OURS_WITHOUT_EXPANSION : OURS;
                for (int i = 0; i < parts.size(); i++) {
                    rename(renames, theirs + parts.get(i), ours + ourParts.get(i));
                }
                // What no rule above knows goes to its block at least, where a report finds what it is like.
                renames.put(Pattern.compile(Pattern.quote(theirs) + "(.*)"), ours + "$1");
            }
        }
        rename(renames, "conv_stem", "_conv_stem");
        rename(renames, "bn1", "_bn0");
        rename(renames, "conv_head", "_conv_head");
        rename(renames, "bn2", "_bn1");
        return new KeyTable("timm's EfficientNet", renames, new ArrayList<>()).ignoring("classifier\\..*");
    }

    private static void rename(Map<Pattern, String> renames, String theirs, String ours) {
        renames.put(Pattern.compile(Pattern.quote(theirs + ".") + "(\\w+)"), ours + ".$1");
    }
}
