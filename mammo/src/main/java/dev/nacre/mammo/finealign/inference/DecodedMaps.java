package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.Dehazing;
import java.util.Arrays;

/** What the decoder of either mode drew, as plain arrays. */
sealed interface DecodedMaps {
    static DecodedMaps of(Abnormality maps) {
        return new Recommended(Stack.of(maps.background()), Stack.of(maps.veil()), Stack.of(maps.awareness()));
    }

    static DecodedMaps of(Dehazing maps) {
        return new Precursor(Stack.of(maps.transmission()));
    }

    /** Mode R's. */
    record Recommended(Stack background, Stack veil, Stack awareness) implements DecodedMaps {
    }

    /** Mode P's. */
    record Precursor(Stack transmission) implements DecodedMaps {
    }

    /** Maps of several pictures, one behind the other. */
    record Stack(int height, int width, float[] values) {
        static Stack of(Tensor tensor) {
            long[] sizes = tensor.shape().sizes();
            return new Stack(Math.toIntExact(sizes[1]), Math.toIntExact(sizes[2]), tensor.toFloats());
        }

        PictureMap map(int number) {
            int elements = height * width;
            return new PictureMap(height, width,
                    Arrays.copyOfRange(values, number * elements, (number + 1) * elements));
        }
    }
}
