package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.nn.detection.LabelledBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes batches of pictures, whose boxes follow from the pixels of the file through the recipe and the augmentation.
 *
 * @param pictures reads and prepares
 * @param moved what becomes of boxes that an augmentation moves
 */
public record DetectionLoader(PictureSource pictures, MovedBox moved) {
    /** Pictures as they are prepared. */
    public DetectionBatch plain(List<MarkedPictures.Picture> chosen) {
        return batch(chosen, PictureAugmentation.NONE, Key.of(0));
    }

    /**
     * Pictures changed at random, boxes with them.
     *
     * @param key {@code key.child(k)} is the randomness of the picture k of those chosen
     */
    public DetectionBatch batch(List<MarkedPictures.Picture> chosen, PictureAugmentation augmentation, Key key) {
        PixelRecipe recipe = pictures.recipe();
        int elements = recipe.elements();
        int height = recipe.fit().height();
        int width = recipe.fit().width();
        float[] values = new float[Math.multiplyExact(chosen.size(), elements)];
        List<List<LabelledBox>> lesions = new ArrayList<>();
        for (int index = 0; index < chosen.size(); index++) {
            MarkedPictures.Picture one = chosen.get(index);
            PreparedPicture prepared = pictures.picture(one.file());
            Key own = key.child(index);
            float[] levels = augmentation.apply(prepared.levels(), height, width, own);
            System.arraycopy(recipe.normalisation().apply(levels, prepared.bits(), one.file()), 0, values,
                    index * elements, elements);
            // The recipe turns nothing by other than right angles: the first map leaves boxes boxes.
            PlaneAffine toPrepared = prepared.applied().toPrepared();
            lesions.add(moved.shown(MovedBox.CORNERS.shown(one.lesions(), toPrepared, height, width),
                    augmentation.map(height, width, own), height, width));
        }
        return new DetectionBatch(new PictureBatch(chosen.size(), height, width, values), lesions);
    }
}
