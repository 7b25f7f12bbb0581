package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.detection.Detection;
import dev.nacre.nn.detection.DetectionChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector that looks at a picture at the resolution of its file, tile by tile: calcifications are smaller than what
 * is left of them in a whole picture of 512 × 512. Tiles have the size of the network's input and overlap; a box that
 * ends at a tile's inner edge is left to the neighbour that shows the lesion whole, and of boxes that overlap, the
 * surest stays. For detectors that were trained on {@link RandomTiles}. Safe for many threads.
 *
 * @param detector finds
 * @param overlap of neighbouring tiles in pixels: the longest lesion that is sure to be seen whole
 * @param together tiles that the network looks at in one go
 */
public record TiledDetection(DetectorPredictor detector, int overlap, int together) {
    /** Refuses overlaps that leave no step. */
    public TiledDetection {
        int side = Math.min(detector.pictures().fit().height(), detector.pictures().fit().width());
        if (overlap < 0 || overlap >= side || together < 1) {
            throw new IllegalArgumentException("tiles of " + side + " pixels that overlap by " + overlap + ", "
                    + together + " at a time: give an overlap from 0 to below the side, and at least 1 at a time");
        }
    }

    /** Tiles that overlap by a quarter of their shorter side, four at a time. */
    public static TiledDetection of(DetectorPredictor detector) {
        return new TiledDetection(detector,
                Math.min(detector.pictures().fit().height(), detector.pictures().fit().width()) / 4, 4);
    }

    /** One tile, with its numbers along both sides. */
    private record Place(int row, int column, PictureTile tile, float[] values) {
    }

    /**
     * The lesions in a file, the surest first: above a score of 0.05, of overlapping ones the surest, at most 100.
     *
     * @throws dev.nacre.nn.InputException if the file is missing, unreadable or constant
     */
    public List<FoundLesion> detect(Path file) {
        return detect(MammogramReader.read(file), DetectionChoice.RETINA_NET);
    }

    /**
     * The lesions in a picture, in its own pixels.
     *
     * @param choice which boxes are shown
     */
    public List<FoundLesion> detect(Mammogram mammogram, DetectionChoice choice) {
        return detect(detector.pictures().applyUnresized(mammogram), mammogram.name(), choice);
    }

    /** The lesions in a picture that is prepared but not resized. */
    List<FoundLesion> detect(PreparedPicture whole, Object name, DetectionChoice choice) {
        int tileHeight = detector.pictures().fit().height();
        int tileWidth = detector.pictures().fit().width();
        float[] values = detector.pictures().normalisation().apply(whole.levels(), whole.bits(), name);
        TilePlaces rows = TilePlaces.along(whole.height(), tileHeight, overlap);
        TilePlaces columns = TilePlaces.along(whole.width(), tileWidth, overlap);
        List<Detection> found = new ArrayList<>();
        List<Place> waiting = new ArrayList<>();
        for (int row = 0; row < rows.starts().length; row++) {
            for (int column = 0; column < columns.starts().length; column++) {
                PictureTile tile = new PictureTile(rows.starts()[row], columns.starts()[column], tileHeight,
                        tileWidth);
                float[] own = tile.of(values, whole.height(), whole.width());
                if (!PictureTile.isConstant(own)) {
                    waiting.add(new Place(row, column, tile, own));
                }
                if (waiting.size() == together) {
                    found.addAll(find(waiting, rows, columns, choice));
                    waiting.clear();
                }
            }
        }
        found.addAll(find(waiting, rows, columns, choice));
        return DetectorPredictor.onOriginal(choice.chosen(found), whole.applied());
    }

    private List<Detection> find(List<Place> places, TilePlaces rows, TilePlaces columns, DetectionChoice choice) {
        List<Detection> found = new ArrayList<>();
        if (places.isEmpty()) {
            return found;
        }
        PictureTile first = places.getFirst().tile();
        int elements = first.height() * first.width();
        float[] values = new float[Math.multiplyExact(places.size(), elements)];
        for (int index = 0; index < places.size(); index++) {
            System.arraycopy(places.get(index).values(), 0, values, index * elements, elements);
        }
        List<List<Detection>> inTiles = detector.find(
                new PictureBatch(places.size(), first.height(), first.width(), values), choice);
        for (int index = 0; index < places.size(); index++) {
            Place place = places.get(index);
            for (Detection one : inTiles.get(index)) {
                Detection moved = new Detection(one.box().shifted(place.tile().left(), place.tile().top()),
                        one.score(), one.kind());
                if (!rows.belongsToNeighbour(place.row(), moved.box().y0(), moved.box().y1())
                        && !columns.belongsToNeighbour(place.column(), moved.box().x0(), moved.box().x1())) {
                    found.add(moved);
                }
            }
        }
        return found;
    }
}
