package dev.nacre.mammo.image;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Makes pictures for models, changed at random: on the processor at once; for a device that copies by itself, from
 * levels that are sent ahead and changed there. Either way the same key gives the same picture.
 *
 * @param device for which
 * @param recipe by which pictures were prepared
 */
public record PictureFeed(Device device, PixelRecipe recipe) {
    /** For the current device, whichever thread makes the pictures. */
    public static PictureFeed here(PixelRecipe recipe) {
        return new PictureFeed(Device.current(), recipe);
    }

    /**
     * A picture of a batch.
     *
     * @param name             for errors
     * @param picture          as it was prepared
     * @param augmentation     how it is changed
     * @param key              of the change
     * @param flipHorizontally whether left and right are exchanged
     */
    public record Item(Object name, PreparedPicture picture, PictureAugmentation augmentation, Key key,
            boolean flipHorizontally) {
        private float[] changed() {
            return augmentation.apply(picture.levels(), picture.height(), picture.width(), key, flipHorizontally);
        }

        DevicePictures.Item drawn() {
            return new DevicePictures.Item(name, picture, augmentation.draw(picture.levels(), picture.height(),
                    picture.width(), key, flipHorizontally));
        }
    }

    /**
     * As many pictures as are asked for; to be closed by whoever uses them last.
     *
     * @param picture of each place
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public Pictures of(int pictures, IntFunction<Item> picture) {
        if (Upload.isAhead(device)) {
            List<DevicePictures.Item> items = new ArrayList<>();
            for (int index = 0; index < pictures; index++) {
                items.add(picture.apply(index).drawn());
            }
            return DevicePictures.send(device, recipe, items);
        }
        return PictureBatch.of(recipe, pictures, index -> {
            Item item = picture.apply(index);
            return recipe.normalisation().apply(item.changed(), item.picture().bits(), item.name());
        });
    }

    /** Memory of pictures that were closed is kept for the next ones until this is closed. */
    public Upload.Lease keepMemory() {
        return Upload.keepMemory(device);
    }
}
