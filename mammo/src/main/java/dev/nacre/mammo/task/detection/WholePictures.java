package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.RecipePicture;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.LabelledBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole pictures, resized to the network's input. Boxes follow from the pixels of the file through the recipe and the
 * augmentation.
 *
 * @param pictures reads and prepares
 */
public record WholePictures(PictureSource pictures) implements DetectionPictures {
    @Override
    public PixelRecipe recipe() {
        return pictures.recipe();
    }

    @Override
    public PictureFeed feed() {
        return PictureFeed.here(recipe());
    }

    @Override
    public DetectionBatch batch(PictureFeed feed, List<MarkedPictures.Picture> chosen,
            PictureAugmentation augmentation, MovedBox moved, Key key) {
        int height = recipe().fit().height();
        int width = recipe().fit().width();
        List<List<LabelledBox>> lesions = new ArrayList<>();
        return new DetectionBatch(feed.of(chosen.size(), index -> {
            MarkedPictures.Picture one = chosen.get(index);
            RecipePicture picture = pictures.atHand(one.file());
            Key own = key.child(index);
            PlaneAffine toPrepared = picture.applied().toPrepared();
            lesions.add(moved.shown(MovedBox.CORNERS.shown(one.lesions(), toPrepared, height, width),
                    augmentation.map(height, width, own), height, width));
            return new PictureFeed.Item(one.file(), picture, augmentation, own, augmentation.flipsHorizontally(own));
        }), lesions);
    }

    @Override
    public List<LabelledBox> seen(MarkedPictures.Picture picture) {
        return MovedBox.CORNERS.shown(picture.lesions(), pictures.picture(picture.file()).applied().toPrepared(),
                recipe().fit().height(), recipe().fit().width());
    }

    @Override
    public List<FoundLesion> detect(DetectorPredictor detector, MarkedPictures.Picture picture,
            DetectionChoice choice) {
        return detector.detect(pictures.picture(picture.file()), picture.file(), choice);
    }
}
