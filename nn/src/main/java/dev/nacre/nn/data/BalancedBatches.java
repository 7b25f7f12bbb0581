package dev.nacre.nn.data;

import dev.nacre.core.Key;

/**
 * A number of batches whatever the number of cases, one half positive and the other negative: each kind is gone through
 * in a random order, and again in another. Of an odd batch, the kind that has one more alternates. Where one kind is
 * missing, the other fills the batches.
 *
 * @param positives numbers of positive cases
 * @param negatives numbers of the others
 * @param size of a batch
 * @param batches of an epoch
 * @param ahead batches that are made or waiting while one is used; each holds its arrays in memory
 * @param key of order and of the cases' own randomness
 * @param maker makes a batch
 * @param <B> what a batch is
 */
public record BalancedBatches<B>(int[] positives, int[] negatives, int size, int batches, int ahead, Key key,
        Maker<B> maker) implements TrainingData<B> {
    /** Refuses data without a case. */
    public BalancedBatches {
        if (positives.length + negatives.length == 0) {
            throw new IllegalArgumentException("there is no case to train on");
        }
        if (size < 1 || batches < 1 || ahead < 1) {
            throw new IllegalArgumentException(batches + " batches of " + size + " cases, " + ahead
                    + " ahead: give at least 1 of each");
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
         * @param epoch number of the epoch, from 0
         * @param chosen numbers of the batch's cases
         * @param places randomness of this batch; {@code places.child(k)} is that of its case k
         */
        B make(int epoch, int[] chosen, Key places);
    }

    @Override
    public Prefetch<B> epoch(int epoch, int first) {
        Key own = key.child(epoch);
        return new Prefetch<>(batches - first, ahead, number ->
                maker.make(epoch, chosen(first + number, own), own.child(2).child(first + number)));
    }

    private int[] chosen(int batch, Key own) {
        int half = negatives.length == 0 ? size : positives.length == 0 ? 0 : (size + batch % 2) / 2;
        long before = negatives.length == 0 ? (long) batch * size : positives.length == 0 ? 0
                : (long) batch * (size / 2) + size % 2 * (batch / 2);
        int[] chosen = new int[size];
        choose(positives, before, own.child(0), chosen, 0, half);
        choose(negatives, (long) batch * size - before, own.child(1), chosen, half, size);
        return chosen;
    }

    /** Fills places with the cases that follow the first {@code before}; a new order begins where the last one ends. */
    private static void choose(int[] cases, long before, Key key, int[] chosen, int from, int to) {
        int[] order = null;
        for (int place = from; place < to; place++) {
            long number = before + place - from;
            int next = (int) (number % cases.length);
            if (order == null || next == 0) {
                order = key.child(number / cases.length).permutation(cases.length);
            }
            chosen[place] = cases[order[next]];
        }
    }
}
