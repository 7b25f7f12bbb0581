package dev.nacre.mammo.clip;

import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Pass;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.train.GradientCache;
import dev.nacre.nn.train.Objective;
import java.util.List;

/**
 * The exact gradients of {@link MammoClipLoss} over a whole batch with the activations of one chunk of it in memory,
 * see {@link GradientCache}. The picture encoder's batch normalisation works on each chunk by itself, so in training a
 * smaller chunk is another training, as a smaller batch for each GPU is; frozen or in evaluation it changes nothing.
 *
 * @param model   whose gradients are wanted
 * @param weights of the loss
 * @param chunk   most pictures or texts whose activations are in memory at a time; in training at least 2 are better,
 *                for one small picture has poor statistics
 */
public record CachedContrastiveStep(MammoClip model, MammoClipLoss.Weights weights, int chunk)
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
        return GradientCache.gradients(
                List.of(pictures(batch.firstPictures(), pass.child(0)), pictures(batch.secondPictures(), pass.child(1)),
                        texts(batch.firstTexts(), pass.child(2)), texts(batch.secondTexts(), pass.child(3))),
                vectors -> MammoClipLoss.of(vectors.get(0), vectors.get(1), vectors.get(2), vectors.get(3),
                        model.logitScale(), weights).total());
    }

    private GradientCache.Tower pictures(PictureBatch batch, Pass pass) {
        return GradientCache.Tower.of(batch.pictures(), chunk, (begin, end, number) ->
                model.embedImages(batch.part(begin, end).tensor(CHANNELS), pass.child(number)));
    }

    private GradientCache.Tower texts(TokenBatch batch, Pass pass) {
        return GradientCache.Tower.of(batch.texts(), chunk, (begin, end, number) -> {
            TokenBatch part = batch.part(begin, end);
            return model.embedTexts(part.idTensor(), part.attentionMaskTensor(), pass.child(number));
        });
    }
}
