package dev.nacre.mammo.page;

import dev.nacre.mammo.image.BreastCrop;
import dev.nacre.mammo.image.Fit;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Orientation;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.Resize;

/** The whole of a picture as it was stored, its grey levels as a recipe maps them, small enough for a page. */
public final class ShownOriginal {
    private ShownOriginal() {
    }

    /**
     * In 8 bits; never larger than the original.
     *
     * @param recipe whose treatment of grey levels a model knows
     * @param most   rows
     */
    public static GreyPicture of(Mammogram original, PixelRecipe recipe, int most) {
        int height = original.stored().height();
        int width = original.stored().width();
        double shrink = Math.min(1, (double) most / height);
        PixelRecipe whole = new PixelRecipe("whole", 0, recipe.invert(), recipe.levels(), new BreastCrop.Whole(),
                Orientation.AS_STORED, new Fit((int) Math.max(1, Math.rint(shrink * height)),
                        (int) Math.max(1, Math.rint(shrink * width)), false, Resize.Method.AREA),
                recipe.normalisation());
        PreparedPicture picture = whole.apply(original);
        double white = (1 << picture.bits()) - 1;
        short[] levels = new short[picture.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(255 * picture.levels()[index] / white);
        }
        return new GreyPicture(picture.height(), picture.width(), Byte.SIZE, levels);
    }
}
