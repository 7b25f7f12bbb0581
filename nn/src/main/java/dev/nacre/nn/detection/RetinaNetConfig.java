package dev.nacre.nn.detection;

import dev.nacre.core.io.Json;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link RetinaNet} is.
 *
 * @param encoder of pictures
 * @param taps which of its maps the pyramid stands on
 * @param channels of the pyramid and the heads
 * @param classes of objects
 * @param smallestAnchor side in pixels of the smallest square that boxes are moved from: of objects much smaller than
 *     half of it, nothing is learned
 */
public record RetinaNetConfig(EfficientNetConfig encoder, Taps taps, int channels, int classes,
        double smallestAnchor) {
    /** Side of the smallest anchor as published. */
    public static final double USUAL_ANCHOR = 32;
    private static final int USUAL_CHANNELS = 256;
    private static final int COARSEST = 32;

    /** Which maps of the encoder the pyramid stands on; the last map is always one of them. */
    public enum Taps {
        /**
         * After the last block of the fifth stage, at stride 16, and after the second to last block, at stride 32 (26
         * and 37 of B5, 15 and 21 of B2): what Mammo-CLIP's detectors look at. Their finest level, at stride 8, shows
         * nothing finer than 16 pixels.
         */
        PUBLISHED {
            @Override
            List<Integer> blocks(EfficientNetConfig encoder) {
                List<Integer> stages = encoder.blocksPerStage();
                int all = through(stages, 7);
                return List.of(through(stages, 5) - 1, all - 2);
            }
        },
        /** The last maps at stride 8 and at stride 16, as the feature pyramid's paper has it: for small lesions. */
        FINE {
            @Override
            List<Integer> blocks(EfficientNetConfig encoder) {
                List<Integer> stages = encoder.blocksPerStage();
                return List.of(through(stages, 3) - 1, through(stages, 5) - 1);
            }
        };

        /** Numbers of the blocks after which C3 and C4 are taken. */
        abstract List<Integer> blocks(EfficientNetConfig encoder);

        private static int through(List<Integer> stages, int last) {
            return stages.subList(0, last).stream().mapToInt(Integer::intValue).sum();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses networks that find nothing. */
    public RetinaNetConfig {
        if (channels < 1 || classes < 1 || !(smallestAnchor > 0)) {
            throw new IllegalArgumentException("a detector of " + classes + " classes with " + channels
                    + " channels and anchors from " + smallestAnchor + " pixels: give at least 1 of each, and more"
                    + " than 0 pixels");
        }
    }

    /** With anchors from 32 pixels, as published. */
    public RetinaNetConfig(EfficientNetConfig encoder, Taps taps, int channels, int classes) {
        this(encoder, taps, channels, classes, USUAL_ANCHOR);
    }

    /** As Mammo-CLIP's detectors, but for the paddings of the encoder. */
    public static RetinaNetConfig published(EfficientNetConfig encoder, int classes) {
        return new RetinaNetConfig(encoder, Taps.PUBLISHED, USUAL_CHANNELS, classes);
    }

    /** With other maps of the encoder. */
    public RetinaNetConfig withTaps(Taps other) {
        return new RetinaNetConfig(encoder, other, channels, classes, smallestAnchor);
    }

    /** Anchors of such a network. */
    public AnchorGrid grid() {
        return AnchorGrid.RETINA_NET.withSmallest(smallestAnchor);
    }

    List<Integer> tapChannels() {
        List<Integer> counts = new ArrayList<>(taps.blocks(encoder).stream().map(encoder::channelsAfter).toList());
        counts.add(encoder.features());
        return counts;
    }

    List<Integer> tapStrides() {
        List<Integer> strides = new ArrayList<>(taps.blocks(encoder).stream().map(encoder::strideAfter).toList());
        strides.add(COARSEST);
        return strides;
    }

    /** For checkpoints. */
    public Json.Fields toJson() {
        return Json.object().with("encoder", encoder.toJson()).with("taps", taps.word()).with("channels", channels)
                .with("classes", classes).with("smallest_anchor", smallestAnchor);
    }

    /**
     * From {@link #toJson}.
     *
     * @throws dev.nacre.core.io.JsonException if something is missing
     * @throws IllegalArgumentException if it makes no network
     */
    public static RetinaNetConfig fromJson(Json json) {
        return new RetinaNetConfig(EfficientNetConfig.fromJson(json.get("encoder")),
                Taps.valueOf(json.get("taps").text().toUpperCase(Locale.ROOT)),
                Math.toIntExact(json.get("channels").whole()), Math.toIntExact(json.get("classes").whole()),
                json.find("smallest_anchor").map(Json::decimal).orElse(USUAL_ANCHOR));
    }
}
