package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import java.util.Arrays;
import java.util.List;

/**
 * All pictures in a random order, again and again in other orders until an epoch is long enough; an incomplete last
 * batch of each order is left out.
 *
 * @param pictures     at least one
 * @param source       makes batches of pictures
 * @param batch        pictures in a batch; all where there are fewer
 * @param fewest       batches in an epoch
 * @param augmentation of each picture, by a key of its own
 * @param key          of order and augmentation
 */
record LabelledBatches(List<LabelledPicture> pictures, PictureBatches source, int batch, int fewest,
        PictureAugmentation augmentation, Key key) implements TrainingData<LabelledBatch> {
    private static final int AHEAD = 2;

    private int size() {
        return Math.min(batch, pictures.size());
    }

    private int inOrder() {
        return pictures.size() / size();
    }

    @Override
    public int batches() {
        return Math.max(1, Math.ceilDiv(fewest, inOrder())) * inOrder();
    }

    @Override
    public Prefetch<LabelledBatch> epoch(int epoch, int first) {
        Key own = key.child(epoch);
        PictureFeed feed = source.feed();
        Upload.Lease memory = feed.keepMemory();
        return new Prefetch<>(batches() - first, AHEAD, number -> batch(feed, first + number, own)).holding(memory);
    }

    private LabelledBatch batch(PictureFeed feed, int number, Key epoch) {
        Key order = epoch.child(number / inOrder());
        int start = number % inOrder() * size();
        int[] chosen = Arrays.copyOfRange(order.child(0).permutation(pictures.size()), start, start + size());
        List<LabelledPicture> own = Arrays.stream(chosen).mapToObj(pictures::get).toList();
        Key each = order.child(1);
        List<Key> keys = Arrays.stream(chosen).mapToObj(each::child).toList();
        return new LabelledBatch(
                source.augmented(feed, own.stream().map(LabelledPicture::file).toList(), augmentation, keys),
                own.stream().map(LabelledPicture::labels).toList());
    }
}
