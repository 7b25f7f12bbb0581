package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import java.util.function.BiFunction;

/**
 * A number of batches whatever the number of cases, one half positive and the other negative: each kind is gone through
 * in a random order, and again in another. Where one kind is missing, the other fills the batches.
 *
 * @param positives numbers of positive cases
 * @param negatives numbers of the others
 * @param size of a batch
 * @param batches how many
 * @param key of the order and of the cases' own randomness
 * @param maker makes a batch of cases, with randomness for each place in it
 * @param <B> what a batch is
 */
record BalancedDraw<B>(int[] positives, int[] negatives, int size, int batches, Key key,
        BiFunction<int[], Key, B> maker) implements TrainingData<B> {
    private static final int AHEAD = 2;

    BalancedDraw {
        if (positives.length + negatives.length == 0) {
            throw new IllegalArgumentException("there is no case with a label to train on");
        }
    }

    @Override
    public Prefetch<B> epoch(int epoch, int first) {
        Key own = key.child(epoch);
        return new Prefetch<>(batches - first, AHEAD, number ->
                maker.apply(cases(first + number, own), own.child(2).child(first + number)));
    }

    private int[] cases(int batch, Key own) {
        int half = negatives.length == 0 ? size : positives.length == 0 ? 0 : size / 2;
        int[] cases = new int[size];
        for (int place = 0; place < size; place++) {
            cases[place] = place < half ? at(positives, (long) batch * half + place, own.child(0))
                    : at(negatives, (long) batch * (size - half) + place - half, own.child(1));
        }
        return cases;
    }

    private static int at(int[] cases, long place, Key key) {
        return cases[key.child(place / cases.length).permutation(cases.length)[(int) (place % cases.length)]];
    }
}
