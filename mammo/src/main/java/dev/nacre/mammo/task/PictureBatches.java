package dev.nacre.mammo.task;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes batches of pictures as models take them.
 *
 * @param source reads and prepares
 */
public record PictureBatches(PictureSource source) {
    /** Pictures as they are. @throws dev.nacre.nn.InputException for the first that cannot be used */
    public PictureBatch plain(List<Path> files) {
        return augmented(files, PictureAugmentation.NONE, List.of());
    }

    /**
     * Pictures changed at random.
     *
     * @param keys of each picture's changes; may be empty where nothing is changed
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public PictureBatch augmented(List<Path> files, PictureAugmentation augmentation, List<Key> keys) {
        PixelRecipe recipe = source.recipe();
        return PictureBatch.of(recipe, files.size(), index -> {
            PreparedPicture prepared = source.picture(files.get(index));
            float[] levels = keys.isEmpty() ? prepared.levels()
                    : augmentation.apply(prepared.levels(), prepared.height(), prepared.width(), keys.get(index));
            return recipe.normalisation().apply(levels, prepared.bits(), files.get(index));
        });
    }
}
