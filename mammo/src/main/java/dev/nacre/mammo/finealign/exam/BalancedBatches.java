package dev.nacre.mammo.finealign.exam;

import dev.nacre.core.Key;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;

/**
 * Batches of which one half are abnormal exams and the other normal ones, each kind in a random order that starts again
 * where it ends. An epoch has as many batches as all exams fill; where one kind is missing, the other fills them.
 *
 * @param abnormal numbers of the abnormal exams
 * @param normal numbers of the others
 * @param batchSize exams in a batch
 * @param ahead batches that are made or waiting while one is used
 * @param key of the order and of the exams' own randomness
 * @param maker makes a batch
 */
record BalancedBatches(int[] abnormal, int[] normal, int batchSize, int ahead, Key key, Maker maker)
        implements TrainingData<ExamBatch> {
    /** Makes a batch of an epoch from numbers of exams, with randomness for each place in the batch. */
    @FunctionalInterface
    interface Maker {
        ExamBatch make(int epoch, int[] chosen, Key places);
    }

    @Override
    public int batches() {
        return (abnormal.length + normal.length) / batchSize;
    }

    @Override
    public Prefetch<ExamBatch> epoch(int epoch, int first) {
        Key own = key.child(epoch);
        int[] abnormalOrder = own.child(0).permutation(abnormal.length);
        int[] normalOrder = own.child(1).permutation(normal.length);
        return new Prefetch<>(batches() - first, ahead, number -> {
            int batch = first + number;
            return maker.make(epoch, chosen(batch, abnormalOrder, normalOrder), own.child(2).child(batch));
        });
    }

    private int[] chosen(int batch, int[] abnormalOrder, int[] normalOrder) {
        int[] chosen = new int[batchSize];
        // Of an odd batch the kind that has one more alternates.
        int half = normal.length == 0 ? batchSize : abnormal.length == 0 ? 0 : (batchSize + batch % 2) / 2;
        int before = normal.length == 0 ? batch * batchSize : abnormal.length == 0 ? 0
                : batch * (batchSize / 2) + batchSize % 2 * (batch / 2);
        for (int place = 0; place < batchSize; place++) {
            chosen[place] = place < half
                    ? abnormal[abnormalOrder[(before + place) % abnormal.length]]
                    : normal[normalOrder[(batch * batchSize - before + place - half) % normal.length]];
        }
        return chosen;
    }
}
