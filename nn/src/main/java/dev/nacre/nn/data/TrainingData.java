package dev.nacre.nn.data;

import java.util.function.Supplier;

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

    /**
     * The same batches; each epoch opens something before its first batch is made, and closes it after the last.
     *
     * @param resource opens it
     */
    default TrainingData<B> holding(Supplier<? extends AutoCloseable> resource) {
        TrainingData<B> same = this;
        return new TrainingData<>() {
            @Override
            public int batches() {
                return same.batches();
            }

            @Override
            public Prefetch<B> epoch(int epoch, int first) {
                AutoCloseable open = resource.get();
                return same.epoch(epoch, first).holding(open);
            }
        };
    }
}
