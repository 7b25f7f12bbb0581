package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.Key;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.Arrays;

/** Maps and pictures that a test makes. */
final class Drawn {
    private Drawn() {
    }

    static PictureMap map(int height, int width, float... values) {
        return new PictureMap(height, width, values);
    }

    static PictureMap random(int height, int width, long seed) {
        float[] values = new float[height * width];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Key.of(seed).uniform(index);
        }
        return new PictureMap(height, width, values);
    }

    static PictureMap constant(int height, int width, double value) {
        PictureMap map = random(height, width, 0);
        Arrays.fill(map.values(), (float) value);
        return map;
    }

    /** A prepared picture in which the left half is breast, and lesions are looked for in all but its upper quarter. */
    static PreparedView view(PictureMap levels) {
        int height = levels.height();
        int width = levels.width();
        boolean[] breast = new boolean[height * width];
        boolean[] searched = new boolean[breast.length];
        float[] bytes = new float[breast.length];
        for (int index = 0; index < breast.length; index++) {
            breast[index] = index % width < width / 2;
            searched[index] = breast[index] && index / width >= height / 4;
            bytes[index] = 255 * levels.values()[index];
        }
        AppliedRecipe applied = new AppliedRecipe("test", "", false, new PixelBox(0, 0, width, height), false,
                PlaneAffine.IDENTITY);
        return new PreparedView(new PreparedPicture(height, width, 8, bytes, applied), new Mask(height, width, breast),
                new Mask(height, width, searched));
    }
}
