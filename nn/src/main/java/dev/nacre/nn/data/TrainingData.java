package dev.nacre.nn.data;

/**
 * The batches of a training. What an epoch gives is a pure function of its number, so that a training can go on where
 * it stopped, in the middle of an epoch too.
 *
 * @param <B> what a batch is
 */
public interface TrainingData<B> {
    /** Batches in each epoch. */
    int batches();

    /**
     * The batches of an epoch, in order.
     *
     * @param epoch counted from 0
     * @param first the first batch wanted, counted from 0; those before it are not made
     */
    Prefetch<B> epoch(int epoch, int first);
}
