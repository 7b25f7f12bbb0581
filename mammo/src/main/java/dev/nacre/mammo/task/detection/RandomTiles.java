package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.LabelledBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * For training, one random tile of each picture at the resolution of the file: around one of its lesions where there
 * are some, else wherever there is something to see. Detectors so trained look at all tiles ({@link TiledDetection}),
 * in validation too, which takes its time.
 *
 * @param recipe how files are prepared, but for the resizing; its fit is the size of a tile
 * @param unresized pictures prepared by {@link PixelRecipe#applyUnresized}; asked by several threads
 */
public record RandomTiles(PixelRecipe recipe, Function<Path, PreparedPicture> unresized) implements DetectionPictures {
    private static final int ATTEMPTS = 10;
    private static final double LEAST_SEEN = 0.1;

    /** Pictures are read each time: at full resolution they would fill the memory. */
    public static RandomTiles reading(PixelRecipe recipe) {
        return new RandomTiles(recipe, file -> recipe.applyUnresized(MammogramReader.read(file)));
    }

    /** Of numbers: extremes are those of whole pictures. */
    @Override
    public PictureFeed feed() {
        return PictureFeed.here(recipe).ofNumbers();
    }

    @Override
    public DetectionBatch batch(PictureFeed feed, List<MarkedPictures.Picture> chosen,
            PictureAugmentation augmentation, MovedBox moved, Key key) {
        int height = recipe.fit().height();
        int width = recipe.fit().width();
        List<List<LabelledBox>> lesions = new ArrayList<>();
        return new DetectionBatch(feed.of(chosen.size(), index -> {
            MarkedPictures.Picture one = chosen.get(index);
            Key own = key.child(index);
            PreparedPicture whole = unresized.apply(one.file());
            List<LabelledBox> inWhole = MovedBox.CORNERS.shown(one.lesions(), whole.applied().toPrepared(),
                    whole.height(), whole.width());
            // As the tiles of inference: extremes are those of the whole picture.
            float[] normalised = recipe.normalisation().apply(whole.levels(), whole.bits(), one.file());
            PictureTile tile = tile(inWhole, whole, normalised, own.child("tile"));
            List<LabelledBox> inTile = MovedBox.CORNERS.shown(inWhole, PlaneAffine.shift(-tile.left(), -tile.top()),
                    height, width);
            lesions.add(moved.shown(inTile, augmentation.map(height, width, own), height, width));
            return new PictureFeed.Item(one.file(), PreparedPicture.ofNumbers(height, width, tile.of(normalised,
                    whole.height(), whole.width()), whole.applied()), augmentation, own,
                    augmentation.flipsHorizontally(own));
        }), lesions);
    }

    private PictureTile tile(List<LabelledBox> lesions, PreparedPicture whole, float[] values, Key key) {
        int height = recipe.fit().height();
        int width = recipe.fit().width();
        if (!lesions.isEmpty()) {
            BoundingBox lesion = lesions.get((int) key.below(lesions.size(), 0)).box();
            return new PictureTile(
                    TilePlaces.around((lesion.y0() + lesion.y1()) / 2, whole.height(), height, key.child(0)),
                    TilePlaces.around((lesion.x0() + lesion.x1()) / 2, whole.width(), width, key.child(1)),
                    height, width);
        }
        PictureTile tile = null;
        for (int attempt = 0; attempt < ATTEMPTS && (tile == null || !shows(tile.of(values, whole.height(),
                whole.width()))); attempt++) {
            Key own = key.child(2 + attempt);
            tile = new PictureTile((int) own.below(Math.max(1, whole.height() - height + 1), 0),
                    (int) own.below(Math.max(1, whole.width() - width + 1), 1), height, width);
        }
        return tile;
    }

    /** Whether something is brighter than the darkest in at least a tenth of it. */
    private static boolean shows(float[] values) {
        float darkest = Float.POSITIVE_INFINITY;
        for (float value : values) {
            darkest = Math.min(darkest, value);
        }
        int brighter = 0;
        for (float value : values) {
            brighter += value > darkest ? 1 : 0;
        }
        return brighter >= LEAST_SEEN * values.length;
    }

    /** At the resolution of the file, sizes stay as they are; where a tile would lie is not asked. */
    @Override
    public List<LabelledBox> seen(MarkedPictures.Picture picture) {
        return picture.lesions();
    }

    @Override
    public List<FoundLesion> detect(DetectorPredictor detector, MarkedPictures.Picture picture,
            DetectionChoice choice) {
        return TiledDetection.of(detector).detect(unresized.apply(picture.file()), picture.file(), choice);
    }
}
