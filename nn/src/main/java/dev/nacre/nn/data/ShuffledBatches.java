package dev.nacre.nn.data;

import dev.nacre.core.Key;
import java.util.Arrays;

/**
 * Every example once in each epoch, in an order that is a function of key and epoch; an incomplete last batch is left
 * out. Batches are made ahead of their use.
 *
 * @param examples  how many there are
 * @param batchSize examples in a batch
 * @param ahead     batches that are made or waiting while one is used; each holds its arrays in memory
 * @param key       of order and of the examples' own randomness
 * @param maker     makes a batch
 * @param <B>       what a batch is
 */
public record ShuffledBatches<B>(int examples, int batchSize, int ahead, Key key, Maker<B> maker)
        implements TrainingData<B> {
    /** Refuses data that do not fill one batch. */
    public ShuffledBatches {
        if (batchSize < 1 || ahead < 1 || examples < batchSize) {
            throw new IllegalArgumentException(examples + " examples in batches of " + batchSize + ", " + ahead
                    + " ahead: give at least 1 of each, and no larger batches than there are examples");
        }
    }

    /**
     * Makes a batch.
     *
     * @param <B> what a batch is
     */
    @FunctionalInterface
    public interface Maker<B> {
        /**
         * A pure function of its arguments; called from several threads at once.
         *
         * @param chosen   numbers of the batch's examples
         * @param examples randomness of this epoch; {@code examples.child(number)} is that of one example
         */
        B make(int[] chosen, Key examples);
    }

    @Override
    public int batches() {
        return examples / batchSize;
    }

    @Override
    public Prefetch<B> epoch(int epoch, int first) {
        Key own = key.child(epoch);
        int[] order = own.child(0).permutation(examples);
        Key each = own.child(1);
        return new Prefetch<>(batches() - first, ahead, number -> {
            int start = (first + number) * batchSize;
            return maker.make(Arrays.copyOfRange(order, start, start + batchSize), each);
        });
    }
}
