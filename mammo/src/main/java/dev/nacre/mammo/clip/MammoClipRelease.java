package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.published.HuggingFaceBert;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pretraining checkpoints of Mammo-CLIP (Ghosh et al. 2024): EfficientNet-B2 or B5 with a clinical BERT. Our model
 * took their names over.
 */
public final class MammoClipRelease implements PublishedFamily {
    /** What the publishers of the weights ask, in our words. */
    public static final Licence LICENCE = new Licence("mammo-clip-weights",
            "The published weights of Mammo-CLIP stand under CC BY 4.0 by their model card and under CC BY-NC-SA 4.0, "
                    + "which forbids commercial use, by their repository; take the stricter one. Data sets that they "
                    + "were trained on have terms of their own.", true);

    private static final KeyTable NAMES = new KeyTable("Mammo-CLIP", Map.of(), List.of())
            .ignoring("text_encoder\\.text_encoder\\.embeddings\\.position_ids");

    /** Stateless. */
    public MammoClipRelease() {
    }

    @Override
    public Optional<PublishedModel<MammoClip>> recognise(Checkpoint weights) {
        return HuggingFaceBert.config(weights.part("text_encoder.text_encoder."))
                .flatMap(text -> PublishedPair.of(weights, text))
                .map(pair -> new PublishedModel<>("mammo-clip", pair.title("Mammo-CLIP", "BERT"), weights, NAMES,
                        new MammoClip(pair.config()), Optional.of(LICENCE)));
    }
}
