package dev.nacre.mammo.task.attribution;

import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelBox;
import java.util.ArrayList;
import java.util.List;

/**
 * By how much a score falls when a part of the breast is hidden (Zeiler and Fergus 2014): a square slides over the
 * picture, and what of the breast is under it takes the breast's mean. Needs no slopes, and as many scores as there are
 * squares.
 *
 * @param side rows and columns of the square, in pixels
 * @param stride pixels from one to the next, at most its side, so that every pixel is hidden
 * @param batch pictures that are scored together
 */
public record Occlusion(int side, int stride, int batch) {
    /** Refuses squares that leave gaps. */
    public Occlusion {
        if (side < 1 || stride < 1 || stride > side || batch < 1) {
            throw new IllegalArgumentException("squares of " + side + " pixels every " + stride + " pixels, " + batch
                    + " together: give at least 1 of each, and squares that are not smaller than their distance");
        }
    }

    /** At each pixel of the breast the mean fall over all squares that hide it; 0 elsewhere. */
    public PictureMap of(PictureScore score, ExplainedPicture picture) {
        List<PixelBox> squares = squares(picture);
        double whole = score.of(picture.batch())[0];
        double[] sum = new double[picture.values().length];
        int[] count = new int[sum.length];
        for (int first = 0; first < squares.size(); first += batch) {
            List<PixelBox> some = squares.subList(first, Math.min(squares.size(), first + batch));
            double[] scores = score.of(hidden(picture, some));
            for (int index = 0; index < scores.length; index++) {
                PixelBox square = some.get(index);
                for (int row = square.y0(); row < square.y1(); row++) {
                    for (int column = square.x0(); column < square.x1(); column++) {
                        sum[row * picture.width() + column] += whole - scores[index];
                        count[row * picture.width() + column]++;
                    }
                }
            }
        }
        float[] values = new float[sum.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = picture.breast().inside()[index] ? (float) (sum[index] / count[index]) : 0;
        }
        return new PictureMap(picture.height(), picture.width(), values);
    }

    /** Those that hide something of the breast. */
    private List<PixelBox> squares(ExplainedPicture picture) {
        List<PixelBox> squares = new ArrayList<>();
        for (int row : starts(picture.height())) {
            for (int column : starts(picture.width())) {
                PixelBox square = new PixelBox(column, row, Math.min(picture.width(), column + side),
                        Math.min(picture.height(), row + side));
                if (hidesSome(picture, square)) {
                    squares.add(square);
                }
            }
        }
        return squares;
    }

    /** The last square ends with the picture. */
    private List<Integer> starts(int length) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + side < length; start += stride) {
            starts.add(start);
        }
        starts.add(Math.max(0, length - side));
        return starts;
    }

    private static boolean hidesSome(ExplainedPicture picture, PixelBox square) {
        for (int row = square.y0(); row < square.y1(); row++) {
            for (int column = square.x0(); column < square.x1(); column++) {
                if (picture.breast().at(row, column)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PictureBatch hidden(ExplainedPicture picture, List<PixelBox> squares) {
        int elements = picture.values().length;
        float mean = picture.mean();
        float[] values = new float[Math.multiplyExact(squares.size(), elements)];
        for (int index = 0; index < squares.size(); index++) {
            System.arraycopy(picture.values(), 0, values, index * elements, elements);
            PixelBox square = squares.get(index);
            for (int row = square.y0(); row < square.y1(); row++) {
                for (int column = square.x0(); column < square.x1(); column++) {
                    if (picture.breast().at(row, column)) {
                        values[index * elements + row * picture.width() + column] = mean;
                    }
                }
            }
        }
        return new PictureBatch(squares.size(), picture.height(), picture.width(), values);
    }
}
