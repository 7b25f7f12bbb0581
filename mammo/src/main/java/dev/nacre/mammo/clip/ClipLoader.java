package dev.nacre.mammo.clip;

import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.ImageTextPair;
import dev.nacre.mammo.data.PairSampler;
import dev.nacre.mammo.data.SideSwap;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.nn.InputException;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.ShuffledBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Turns rows of a table into batches for pre-training, ahead of their use. A batch is a function of the rows, the
 * settings and the key alone, whatever the timing.
 *
 * @param pictures reads and prepares
 * @param texts how texts become ids
 * @param batchSize breasts in a batch
 * @param ahead batches that are made or waiting while one is used; each holds its pictures in memory, for a GPU in
 *              its memory and in as much pinned memory of the host
 */
public record ClipLoader(PictureSource pictures, TextInput texts, int batchSize, int ahead) {
    public ClipLoader {
        if (batchSize < 1 || ahead < 1) {
            throw new IllegalArgumentException("a batch of " + batchSize + " breasts, " + ahead + " batches ahead:"
                    + " give at least 1 of each");
        }
    }

    /**
     * Batches in an epoch of training; an incomplete last one is left out, as its loss is of another kind.
     *
     * @throws InputException if the rows do not fill one batch
     */
    public int trainingBatches(int breasts) {
        if (breasts < batchSize) {
            throw new InputException("there are " + breasts + " rows to train on, fewer than one batch of "
                    + batchSize + ": choose a smaller batch, or add rows");
        }
        return breasts / batchSize;
    }

    /**
     * Training: in each epoch the rows in a random order, each with a random pair and random augmentation.
     *
     * @param key of order, pairs and augmentation
     * @throws InputException if the rows do not fill one batch
     */
    public TrainingData<ClipBatch> training(List<Breast> breasts, PairSampler sampler,
            PictureAugmentation augmentation, Key key) {
        trainingBatches(breasts.size());
        PictureFeed feed = PictureFeed.here(pictures.recipe());
        return new ShuffledBatches<>(breasts.size(), batchSize, ahead, key, (chosen, rows) ->
                batch(feed, Arrays.stream(chosen).mapToObj(number -> {
                    Key row = rows.child(number);
                    return new Draw(sampler.sample(breasts.get(number), row.child(0)), row.child(1), row.child(2));
                }).toList(), augmentation)).holding(feed::keepMemory);
    }

    /** All rows in order, each with its fixed pair and no augmentation; the last batch may be smaller. */
    public Prefetch<ClipBatch> validation(List<Breast> breasts) {
        int batches = Math.ceilDiv(breasts.size(), batchSize);
        PictureFeed feed = PictureFeed.here(pictures.recipe());
        Upload.Lease memory = feed.keepMemory();
        return new Prefetch<>(batches, ahead, number -> {
            int end = Math.min(breasts.size(), (number + 1) * batchSize);
            List<Draw> draws = breasts.subList(number * batchSize, end).stream()
                    .map(breast -> new Draw(PairSampler.fixed(breast), Key.of(0), Key.of(0))).toList();
            return batch(feed, draws, PictureAugmentation.NONE);
        }).holding(memory);
    }

    /** A pair and the keys by which its two pictures are augmented. */
    private record Draw(ImageTextPair pair, Key first, Key second) {
    }

    private ClipBatch batch(PictureFeed feed, List<Draw> draws, PictureAugmentation augmentation) {
        TokenBatch firstTexts = tokens(draws, draw -> draw.pair().firstText(), augmentation);
        TokenBatch secondTexts = tokens(draws, draw -> draw.pair().secondText(), augmentation);
        Pictures first = pictures(feed, draws, draw -> draw.pair().firstPicture(), Draw::first, augmentation);
        try {
            return new ClipBatch(first, pictures(feed, draws, draw -> draw.pair().secondPicture(), Draw::second,
                    augmentation), firstTexts, secondTexts);
        } catch (RuntimeException | Error failed) {
            first.close();
            throw failed;
        }
    }

    /** Where texts follow flips, both pictures of a row are flipped or none, as each meets both texts in the loss. */
    private static boolean isFlipped(Draw draw, Key key, PictureAugmentation augmentation) {
        return augmentation.flipsHorizontally(augmentation.swapSides() ? draw.first() : key);
    }

    private Pictures pictures(PictureFeed feed, List<Draw> draws, Function<Draw, Path> file, Function<Draw, Key> key,
            PictureAugmentation augmentation) {
        return feed.of(draws.size(), index -> {
            Draw draw = draws.get(index);
            Path path = file.apply(draw);
            return new PictureFeed.Item(path, pictures.atHand(path), augmentation, key.apply(draw),
                    isFlipped(draw, key.apply(draw), augmentation));
        });
    }

    private TokenBatch tokens(List<Draw> draws, Function<Draw, String> text, PictureAugmentation augmentation) {
        return texts.encode(draws.stream().map(draw -> augmentation.swapSides()
                && isFlipped(draw, draw.first(), augmentation) ? SideSwap.mirrored(text.apply(draw))
                : text.apply(draw)).toList());
    }
}
