package dev.nacre.mammo.finealign.loss;

/** The largest of many numbers, without sorting them. */
final class Largest {
    private Largest() {
    }

    /**
     * The number that would stand at {@code rank}, counted from 0, were they sorted from large to small. Changes the
     * order of the array. Takes time in proportion to its length (Hoare 1961, "Find").
     */
    static float at(float[] values, int count, int rank) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            float pivot = values[low + (high - low) / 2];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] > pivot) {
                    i++;
                }
                while (values[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                return values[rank];
            }
        }
        return values[rank];
    }
}
