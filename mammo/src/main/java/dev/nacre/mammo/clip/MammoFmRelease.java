package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.ModernBertConfig;
import dev.nacre.nn.published.HuggingFaceModernBert;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checkpoints of Mammo-FM (arXiv 2512.00198): Mammo-CLIP's network with EfficientNet-B5, and a ModernBERT that most
 * files hold without the second {@code text_encoder} in its names.
 */
public final class MammoFmRelease implements PublishedFamily {
    /** What the weights' own licence asks, in our words; the code that trained them is free. */
    public static final Licence LICENCE = new Licence("mammo-fm-weights",
            "The published weights of Mammo-FM are for academic, non-commercial research alone: no clinical use, no "
                    + "passing on of them or of anything made from them, converted files included, no service that "
                    + "answers others with them, no training of other models on their results. Their publisher's text "
                    + "(LICENSE_WEIGHTS.txt of Mammo-FM) decides.", false);

    private static final KeyTable NAMES = new KeyTable("Mammo-FM", Map.of(
            Pattern.compile("text_encoder\\.(?!text_encoder\\.)(.*)"), "text_encoder.text_encoder.$1"), List.of());

    /** Stateless. */
    public MammoFmRelease() {
    }

    @Override
    public Optional<PublishedModel<MammoClip>> recognise(Checkpoint weights) {
        Optional<ModernBertConfig> text = HuggingFaceModernBert.config(weights.part("text_encoder."))
                .or(() -> HuggingFaceModernBert.config(weights.part("text_encoder.text_encoder.")));
        return text.flatMap(config -> PublishedPair.of(weights, config))
                .map(pair -> new PublishedModel<>("mammo-fm", pair.title("Mammo-FM", "ModernBERT"), weights, NAMES,
                        new MammoClip(pair.config()), Optional.of(LICENCE)));
    }
}
