package dev.nacre.mammo.finealign.model;

import dev.nacre.core.io.Json;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.PyramidConfig;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.model.TextModelConfig;

/**
 * What a coarse-to-fine model is made of. Parts that an ablation leaves out are not built at all.
 *
 * @param mode which of the two methods
 * @param pictures the encoder of pictures, one for all views
 * @param scale how the levels of a picture become what the encoder takes
 * @param text the encoder of reports
 * @param width length of the vectors in which places, pictures, words and reports are compared
 * @param crossView how the two views of a breast look at each other; {@link CrossView#NONE} where they do not
 * @param asymmetry reach, in places, of the window in which the other breast is searched for the like of a place: 2
 *     for 5 × 5; −1 where breasts are not compared
 */
public record FineAlignConfig(Mode mode, PyramidConfig pictures, Scale scale, TextModelConfig text, int width,
        CrossView crossView, int asymmetry) {
    /** No comparison of the two breasts. */
    public static final int NO_ASYMMETRY = -1;

    private static final int WIDTH = 256;
    private static final int TINY_WIDTH = 128;
    private static final int TINY_LAYERS = 2;
    private static final int LONGEST_TEXT = 256;
    private static final int REACH = 2;

    /** The two methods. */
    public enum Mode {
        /** The public code of 2023 that came before the paper, as exactly as it is known. */
        PRECURSOR,
        /** Our own, which has a part for all that the paper claims. */
        RECOMMENDED
    }

    /**
     * The encoder takes (level − mean) / deviation of levels from 0 to 1, the same in three channels.
     *
     * @param mean what becomes 0
     * @param deviation what becomes 1 beyond it, above 0
     */
    public record Scale(double mean, double deviation) {
        /** From −1 to 1. */
        public static final Scale HALF = new Scale(0.5, 0.5);
        /** For encoders that were trained on ImageNet: the means over its three colours. */
        public static final Scale IMAGE_NET = new Scale(0.449, 0.226);

        /** Refuses what is no scale. */
        public Scale {
            if (!(deviation > 0) || !Double.isFinite(mean)) {
                throw new IllegalArgumentException("levels cannot be scaled by a mean of " + mean
                        + " and a deviation of " + deviation);
            }
        }
    }

    /**
     * How the two views of a breast look at each other, see {@link CrossViewAttention}.
     *
     * @param heads of the attention, which share the width evenly; 0 for none
     * @param tolerance how many columns a place looks to either side of its own
     */
    public record CrossView(int heads, int tolerance) {
        /** They do not. */
        public static final CrossView NONE = new CrossView(0, 0);
        /** Four heads, two columns to either side. */
        public static final CrossView USUAL = new CrossView(4, 2);

        /** Refuses negative numbers. */
        public CrossView {
            if (heads < 0 || tolerance < 0) {
                throw new IllegalArgumentException("views cannot look at each other with " + heads + " heads over "
                        + tolerance + " columns");
            }
        }

        /** Whether they do. */
        public boolean isPresent() {
            return heads > 0;
        }
    }

    /** Refuses widths that do not fit. */
    public FineAlignConfig {
        if (width < 1 || crossView.isPresent() && width % crossView.heads() != 0 || asymmetry < NO_ASYMMETRY) {
            throw new IllegalArgumentException("a width of " + width + " does not divide into " + crossView.heads()
                    + " heads, or a window cannot reach " + asymmetry + " places");
        }
        if (mode == Mode.PRECURSOR && (width != text.width() || crossView.isPresent() || asymmetry >= 0)) {
            throw new IllegalArgumentException("the precursor compares places with the text encoder's own vectors, of"
                    + " length " + text.width() + " and not " + width + ", and its views do not look at each other");
        }
    }

    /** Mode R around some encoders, with all its parts. */
    public static FineAlignConfig recommended(PyramidConfig pictures, TextModelConfig text, int width) {
        return new FineAlignConfig(Mode.RECOMMENDED, pictures, Scale.HALF, text, width, CrossView.USUAL, REACH);
    }

    /** Mode P around some encoders. */
    public static FineAlignConfig precursor(PyramidConfig pictures, TextModelConfig text) {
        return new FineAlignConfig(Mode.PRECURSOR, pictures, Scale.HALF, text, text.width(), CrossView.NONE,
                NO_ASYMMETRY);
    }

    /** The full size: ResNet-50 and BERT base; vectors of length 256, or BERT's 768 for the precursor. */
    public static FineAlignConfig full(Mode mode, int vocabulary) {
        TextModelConfig text = BertConfig.base(vocabulary);
        return mode == Mode.PRECURSOR ? precursor(ResNetConfig.RESNET_50, text)
                : recommended(ResNetConfig.RESNET_50, text, WIDTH);
    }

    /**
     * A size that trains on a processor, with pictures of 256 × 128 for example: ResNet-18, and two layers of width
     * 128 for texts of up to 256 tokens.
     */
    public static FineAlignConfig tiny(Mode mode, int vocabulary) {
        TextModelConfig text = BertConfig.small(vocabulary, TINY_WIDTH, TINY_LAYERS, LONGEST_TEXT);
        return mode == Mode.PRECURSOR ? precursor(ResNetConfig.RESNET_18, text)
                : recommended(ResNetConfig.RESNET_18, text, TINY_WIDTH);
    }

    /** Another encoder of pictures, and how it takes their levels. */
    public FineAlignConfig withPictures(PyramidConfig encoder, Scale levels) {
        return new FineAlignConfig(mode, encoder, levels, text, width, crossView, asymmetry);
    }

    /** Another encoder of reports. */
    public FineAlignConfig withText(TextModelConfig encoder) {
        return new FineAlignConfig(mode, pictures, scale, encoder, width, crossView, asymmetry);
    }

    /** Another way for the two views of a breast to look at each other. */
    public FineAlignConfig withCrossView(CrossView other) {
        return new FineAlignConfig(mode, pictures, scale, text, width, other, asymmetry);
    }

    /** Another reach of the comparison of the two breasts. */
    public FineAlignConfig withAsymmetry(int reach) {
        return new FineAlignConfig(mode, pictures, scale, text, width, crossView, reach);
    }

    /** Whether the two breasts are compared. */
    public boolean comparesBreasts() {
        return asymmetry >= 0;
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("mode", mode.name()).with("pictures", pictures.toJson())
                .with("level_mean", scale.mean()).with("level_deviation", scale.deviation())
                .with("text", text.toJson()).with("width", width).with("cross_view_heads", crossView.heads())
                .with("cross_view_tolerance", crossView.tolerance()).with("asymmetry", asymmetry);
    }

    /**
     * From {@link #toJson}.
     *
     * @throws dev.nacre.core.io.JsonException if something is missing
     * @throws IllegalArgumentException if it describes no model
     */
    public static FineAlignConfig fromJson(Json json) {
        return new FineAlignConfig(Mode.valueOf(json.get("mode").text()), PyramidConfig.fromJson(json.get("pictures")),
                new Scale(json.get("level_mean").decimal(), json.get("level_deviation").decimal()),
                TextModelConfig.fromJson(json.get("text")), number(json, "width"),
                new CrossView(number(json, "cross_view_heads"), number(json, "cross_view_tolerance")),
                number(json, "asymmetry"));
    }

    private static int number(Json json, String key) {
        return Math.toIntExact(json.get(key).whole());
    }
}
