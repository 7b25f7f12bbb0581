package dev.nacre.mammo.task;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.Pictures;
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
        PixelRecipe recipe = source.recipe();
        return PictureBatch.of(recipe, files.size(), index -> {
            PreparedPicture prepared = source.picture(files.get(index));
            return recipe.normalisation().apply(prepared.levels(), prepared.bits(), files.get(index));
        });
    }

    /**
     * Pictures changed at random.
     *
     * @param feed of their recipe, for the device that will see them; on it they are changed, where it does so itself
     * @param keys of each picture's changes
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public Pictures augmented(PictureFeed feed, List<Path> files, PictureAugmentation augmentation, List<Key> keys) {
        return feed.of(files.size(), index -> new PictureFeed.Item(files.get(index), source.picture(files.get(index)),
                augmentation, keys.get(index), augmentation.flipsHorizontally(keys.get(index))));
    }
}
