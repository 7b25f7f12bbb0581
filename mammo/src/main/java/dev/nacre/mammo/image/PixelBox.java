package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import java.util.List;

/**
 * A box of pixels, half open: {@code x0 <= column < x1} and {@code y0 <= row < y1}.
 *
 * @param x0 first column
 * @param y0 first row
 * @param x1 column after the last
 * @param y1 row after the last
 */
public record PixelBox(int x0, int y0, int x1, int y1) {
    public PixelBox {
        if (x0 < 0 || y0 < 0 || x1 <= x0 || y1 <= y0) {
            throw new IllegalArgumentException("a box needs at least one pixel, got columns " + x0 + " to " + x1
                    + " and rows " + y0 + " to " + y1);
        }
    }

    /** A whole picture. */
    public static PixelBox of(GreyPicture picture) {
        return new PixelBox(0, 0, picture.width(), picture.height());
    }

    /** Columns of the box. */
    public int width() {
        return x1 - x0;
    }

    /** Rows of the box. */
    public int height() {
        return y1 - y0;
    }

    /** This box, if it lies within a picture of this size. */
    PixelBox within(int height, int width) {
        if (x1 > width || y1 > height) {
            throw new IllegalArgumentException("columns " + x0 + " to " + x1 + " and rows " + y0 + " to " + y1
                    + " do not lie within a picture of " + height + " x " + width);
        }
        return this;
    }

    /** {@code [x0, y0, x1, y1]}, what {@link #fromJson} reads. */
    public Json toJson() {
        return new Json.Items(List.of(new Json.Whole(x0), new Json.Whole(y0), new Json.Whole(x1), new Json.Whole(y1)));
    }

    /**
     * The box that {@link #toJson} describes.
     *
     * @throws dev.nacre.core.io.JsonException if it is no array of whole numbers
     * @throws IllegalArgumentException if they are not four or make no box
     */
    public static PixelBox fromJson(Json json) {
        List<Json> sides = json.items();
        if (sides.size() != 4) {
            throw new IllegalArgumentException("a box is [x0, y0, x1, y1], got " + sides.size() + " numbers");
        }
        return new PixelBox(Math.toIntExact(sides.get(0).whole()), Math.toIntExact(sides.get(1).whole()),
                Math.toIntExact(sides.get(2).whole()), Math.toIntExact(sides.get(3).whole()));
    }
}
