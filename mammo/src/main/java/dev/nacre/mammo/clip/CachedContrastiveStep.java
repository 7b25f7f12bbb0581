package dev.nacre.mammo.clip;

import dev.nacre.core.Precision;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.Pass;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.train.GradientCache;
import dev.nacre.nn.train.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact gradients of a {@link PretrainingLoss} over a whole batch with the activations of one chunk of it in
 * memory, see {@link GradientCache}. The picture encoder's batch normalisation works on each chunk by itself, so in
 * training a smaller chunk is another training, as a smaller batch for each GPU is; frozen or in evaluation it changes
 * nothing.
 *
 * @param model     whose gradients are wanted
 * @param loss      of the batch
 * @param chunk     most pictures or texts whose activations are in memory at a time; in training at least 2 are better,
 *                  for one small picture has poor statistics
 * @param precision in which the encoders' products take their operands
 */
public record CachedContrastiveStep(MammoClip model, PretrainingLoss loss, int chunk, Precision precision)
        implements Objective<ClipBatch> {
    private static final int CHANNELS = 3;

    /** Refuses empty chunks. */
    public CachedContrastiveStep {
        if (chunk < 1) {
            throw new IllegalArgumentException("a chunk of " + chunk + " pictures: give at least 1");
        }
    }

    @Override
    public Value at(ClipBatch batch, Pass pass) {
        int each = loss.each();
        List<GradientCache.Tower> towers = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            towers.add(pictures(batch.pictures().get(number), pass.child(number)));
        }
        for (int number = 0; number < each; number++) {
            towers.add(texts(batch.texts().get(number), pass.child(ClipBatch.EACH + number)));
        }
        return GradientCache.gradients(towers, vectors ->
                loss.of(vectors.subList(0, each), vectors.subList(each, 2 * each), model.logitScale()));
    }

    private GradientCache.Tower pictures(Pictures batch, Pass pass) {
        return GradientCache.Tower.of(batch.pictures(), chunk, (begin, end, number) ->
                precision.run(() -> model.embedImages(batch.part(begin, end).tensor(CHANNELS), pass.child(number))));
    }

    private GradientCache.Tower texts(TokenBatch batch, Pass pass) {
        return GradientCache.Tower.of(batch.texts(), chunk, (begin, end, number) -> {
            TokenBatch part = batch.part(begin, end);
            return precision.run(() -> model.embedTexts(part.idTensor(), part.attentionMaskTensor(),
                    pass.child(number)));
        });
    }
}
