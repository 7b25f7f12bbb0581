package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.LabelledBox;
import java.util.List;

/** How a detector gets to see pictures: whole and shrunk, or in parts at the resolution of the file. */
public sealed interface DetectionPictures permits WholePictures, RandomTiles {
    /** How files become the network's input; its fit is the size of that. */
    PixelRecipe recipe();

    /** Makes pictures for training, for the current device, whichever thread makes them. */
    PictureFeed feed();

    /**
     * Pictures for training, changed at random, boxes with them; to be closed after their last use.
     *
     * @param feed {@link #feed} of the thread that trains
     * @param moved what becomes of boxes that the augmentation moves
     * @param key {@code key.child(k)} is the randomness of the picture k of those chosen
     */
    DetectionBatch batch(PictureFeed feed, List<MarkedPictures.Picture> chosen, PictureAugmentation augmentation,
            MovedBox moved, Key key);

    /** The lesions of a picture where the network would see them, whatever is done with it in training. */
    List<LabelledBox> seen(MarkedPictures.Picture picture);

    /** What a detector finds in one of them, on the pixels of its file: as the trained model is to be used. */
    List<FoundLesion> detect(DetectorPredictor detector, MarkedPictures.Picture picture, DetectionChoice choice);

    /** What a detector finds in each, beside what is there. */
    default List<DetectionResults.Picture> results(DetectorPredictor detector, List<MarkedPictures.Picture> pictures,
            DetectionChoice choice) {
        return pictures.stream().map(one -> new DetectionResults.Picture(one.patient(),
                detect(detector, one, choice), one.lesions())).toList();
    }
}
