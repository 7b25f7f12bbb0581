package dev.nacre.mammo.task.factor;

import dev.nacre.core.Scope;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.nn.model.EfficientNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Maps of pictures that a frozen encoder made once, channel by channel; those that do not fit into memory are made
 * again whenever they are asked for. The first pictures are kept: batches go through all in ever new orders, so that
 * keeping the latest would keep none that is about to be needed. For many threads once {@link #fill} is done.
 */
final class CaseMaps {
    private static final int COLOURS = 3;
    private static final int TOGETHER = 8;

    private final EfficientNet encoder;
    private final int level;
    private final PictureBatches pictures;
    private final PictureFeed feed;
    private final List<Path> files;
    private final int elements;
    private final float[][] kept;

    /**
     * @param elements channels times places of a picture's maps
     * @param keptBytes most bytes of maps to keep
     */
    CaseMaps(EfficientNet encoder, int level, PictureSource pictures, List<Path> files, int elements, long keptBytes) {
        this.encoder = encoder;
        this.level = level;
        this.pictures = new PictureBatches(pictures);
        this.feed = this.pictures.feed();
        this.files = List.copyOf(files);
        this.elements = elements;
        this.kept = new float[(int) Math.min(files.size(), keptBytes / ((long) elements * Float.BYTES))][];
    }

    /** Makes what will be kept. @param done is told how many are there */
    void fill(IntConsumer done) {
        int[] ready = new int[1];
        pictures.inOrder(files.subList(0, kept.length), TOGETHER, some -> {
            float[][] made = encoded(some);
            System.arraycopy(made, 0, kept, ready[0], made.length);
            ready[0] += made.length;
            done.accept(ready[0]);
        });
    }

    /** Bytes that are kept. */
    long keptBytes() {
        return (long) kept.length * elements * Float.BYTES;
    }

    /** The maps of some pictures, {@code [pictures, channels, places]}. */
    float[] of(int[] numbers) {
        float[] all = new float[Math.multiplyExact(numbers.length, elements)];
        List<Integer> missing = new ArrayList<>();
        for (int index = 0; index < numbers.length; index++) {
            if (numbers[index] < kept.length) {
                System.arraycopy(kept[numbers[index]], 0, all, index * elements, elements);
            } else {
                missing.add(index);
            }
        }
        for (int first = 0; first < missing.size(); first += TOGETHER) {
            List<Integer> part = missing.subList(first, Math.min(missing.size(), first + TOGETHER));
            try (Pictures some = pictures.plain(feed, part.stream().map(index -> files.get(numbers[index])).toList())) {
                float[][] made = encoded(some);
                for (int index = 0; index < made.length; index++) {
                    System.arraycopy(made[index], 0, all, part.get(index) * elements, elements);
                }
            }
        }
        return all;
    }

    /** One encoder at a time, so that memory is that of one batch. */
    private synchronized float[][] encoded(Pictures batch) {
        float[][] made = new float[batch.pictures()][];
        Scope.run("maps of pictures", () -> {
            // Loaders ask from threads of their own.
            float[] all = feed.device().run(() ->
                    LevelMaps.byChannel(LevelMaps.of(encoder, level, batch.tensor(COLOURS))).toFloats());
            for (int index = 0; index < made.length; index++) {
                made[index] = Arrays.copyOfRange(all, index * elements, (index + 1) * elements);
            }
        });
        return made;
    }
}
