package dev.nacre.mammo.image;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Makes pictures for models, changed at random: on the processor at once; for a device that copies by itself, from
 * levels that are sent ahead, and resized and changed there. Either way the same key gives the same picture.
 *
 * @param device for which
 * @param recipe by which pictures were prepared
 */
public record PictureFeed(Device device, PixelRecipe recipe) {
    /** Most bytes of a batch's pictures that are sent in their own size; the processor resizes the others. */
    private static final long UNRESIZED_BYTES = 256L << 20;

    /** For the current device, whichever thread makes the pictures. */
    public static PictureFeed here(PixelRecipe recipe) {
        return new PictureFeed(Device.current(), recipe);
    }

    /** The same for pictures that are numbers already ({@link PreparedPicture#ofNumbers}), which stay as they are. */
    public PictureFeed ofNumbers() {
        return new PictureFeed(device, recipe.withNormalisation(Normalisation.UNIT));
    }

    /**
     * A picture of a batch.
     *
     * @param name             for errors
     * @param picture          resized or not
     * @param augmentation     how it is changed
     * @param key              of the change
     * @param flipHorizontally whether left and right are exchanged
     */
    public record Item(Object name, RecipePicture picture, PictureAugmentation augmentation, Key key,
            boolean flipHorizontally) {
        /** A picture that stays as it is. */
        public static Item unchanged(Object name, RecipePicture picture) {
            return new Item(name, picture, PictureAugmentation.NONE, Key.of(0), false);
        }

        private float[] numbers(Normalisation normalisation) {
            PreparedPicture prepared = picture.resized();
            return normalisation.apply(augmentation.apply(prepared.levels(), prepared.height(), prepared.width(), key,
                    flipHorizontally), prepared.bits(), name);
        }

        DevicePictures.Item drawn(Fit fit, RecipePicture sent) {
            return new DevicePictures.Item(name, sent, augmentation.draw(fit.height(), fit.width(), key,
                    flipHorizontally));
        }
    }

    /**
     * As many pictures as are asked for; to be closed by whoever uses them last.
     *
     * @param picture of each place
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    public Pictures of(int pictures, IntFunction<Item> picture) {
        return Upload.isAhead(device) ? sent(pictures, picture)
                : PictureBatch.of(recipe, pictures, index -> picture.apply(index).numbers(recipe.normalisation()));
    }

    /**
     * Numbers that the processor needs besides: sent as they are, or these themselves where nothing is sent.
     *
     * @param made of the recipe's size
     */
    public Pictures sent(PictureBatch made) {
        if (!Upload.isAhead(device)) {
            return made;
        }
        int elements = recipe.elements();
        return ofNumbers().of(made.pictures(), index -> Item.unchanged(index, PreparedPicture.ofNumbers(made.height(),
                made.width(), Arrays.copyOfRange(made.values(), index * elements, (index + 1) * elements), null)));
    }

    private Pictures sent(int pictures, IntFunction<Item> picture) {
        List<DevicePictures.Item> items = new ArrayList<>();
        long unresized = 0;
        for (int index = 0; index < pictures; index++) {
            Item item = picture.apply(index);
            unresized += item.picture() instanceof CutPicture cut ? cut.bytes() : 0;
            // Both give the same bits, so that only memory decides.
            items.add(item.drawn(recipe.fit(), unresized <= UNRESIZED_BYTES ? item.picture()
                    : item.picture().resized()));
        }
        return DevicePictures.send(device, recipe, items);
    }

    /** Memory of pictures that were closed is kept for the next ones until this is closed. */
    public Upload.Lease keepMemory() {
        return Upload.keepMemory(device);
    }
}
