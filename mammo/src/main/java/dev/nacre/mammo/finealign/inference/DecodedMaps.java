package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.finealign.loss.BreastPictures;
import dev.nacre.mammo.finealign.loss.Regions;
import dev.nacre.mammo.finealign.loss.SideScores;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.Dehazing;
import dev.nacre.mammo.image.PictureMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the decoder of either mode drew, as plain arrays. */
sealed interface DecodedMaps {
    /** Scores of breasts are those that training raises and lowers. */
    static DecodedMaps of(Abnormality maps, ExamInput input) {
        List<BreastPictures> breasts = input.breastPictures();
        float[] scores = SideScores.of(maps.awareness(), Regions.overFat(input.pictures(), input.breasts(),
                input.searched()), breasts).toFloats();
        Map<Laterality, Double> sides = new EnumMap<>(Laterality.class);
        for (int breast = 0; breast < scores.length; breast++) {
            sides.put(breasts.get(breast).side(), (double) scores[breast]);
        }
        return new Recommended(Stack.of(maps.background()), Stack.of(maps.veil()), Stack.of(maps.awareness()), sides);
    }

    static DecodedMaps of(Dehazing maps) {
        return new Precursor(Stack.of(maps.transmission()));
    }

    /** Mode R's, and how aware it is of each breast. */
    record Recommended(Stack background, Stack veil, Stack awareness, Map<Laterality, Double> sides)
            implements DecodedMaps {
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
