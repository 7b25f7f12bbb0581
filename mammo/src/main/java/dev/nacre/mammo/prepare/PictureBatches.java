package dev.nacre.mammo.prepare;

import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.data.Prefetch;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes batches of pictures as models take them.
 *
 * @param source reads and prepares
 */
public record PictureBatches(PictureSource source) {
    private static final int AHEAD = 2;

    /** Makes them for the current device, whichever thread asks. */
    public PictureFeed feed() {
        return PictureFeed.here(source.recipe());
    }

    /**
     * Pictures as they are; to be closed after their last use.
     *
     * @param feed of their recipe, for the device that will see them
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public Pictures plain(PictureFeed feed, List<Path> files) {
        return feed.of(files.size(), index ->
                PictureFeed.Item.unchanged(files.get(index), source.atHand(files.get(index))));
    }

    /**
     * All pictures in their order as they are, some at a time, on the current device; the next ones are read, and sent
     * there, while some are used.
     *
     * @param together pictures of a batch; the last may have fewer
     * @param work     what is done with a batch, which is closed afterwards
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public void inOrder(List<Path> files, int together, Consumer<Pictures> work) {
        PictureFeed feed = feed();
        Upload.Lease memory = feed.keepMemory();
        try (Prefetch<Pictures> batches = new Prefetch<>(Math.ceilDiv(files.size(), together), AHEAD, number ->
                plain(feed, files.subList(number * together, Math.min(files.size(), (number + 1) * together))))
                .holding(memory)) {
            while (batches.hasNext()) {
                try (Pictures next = batches.next()) {
                    work.accept(next);
                }
            }
        }
    }

    /**
     * Pictures changed at random; to be closed after their last use.
     *
     * @param feed of their recipe, for the device that will see them; on it they are changed, where it does so itself
     * @param keys of each picture's changes
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public Pictures augmented(PictureFeed feed, List<Path> files, PictureAugmentation augmentation, List<Key> keys) {
        return feed.of(files.size(), index -> new PictureFeed.Item(files.get(index), source.atHand(files.get(index)),
                augmentation, keys.get(index), augmentation.flipsHorizontally(keys.get(index))));
    }
}
