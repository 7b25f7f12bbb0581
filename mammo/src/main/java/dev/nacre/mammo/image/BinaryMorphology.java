package dev.nacre.mammo.image;

/**
 * Erosion, dilation, opening and closing of masks by rectangles and discs (Serra 1982). Beyond the border there is
 * nothing, neither inside nor outside: a mask that touches the border is not eroded from there. The time does not
 * depend on the size of the element: rectangles count pixels in running sums, discs compare exact distances.
 */
public final class BinaryMorphology {
    private BinaryMorphology() {
    }

    /** The pixels whose surroundings, as large as the element, lie within the mask. */
    public static Mask erode(Mask mask, StructuringElement element) {
        // The erosion of a mask is the dilation of what is outside.
        return dilate(mask.complement(), element).complement();
    }

    /** The pixels whose surroundings, as large as the element, meet the mask. */
    public static Mask dilate(Mask mask, StructuringElement element) {
        return switch (element) {
            case StructuringElement.Rectangle rectangle -> dilate(mask, rectangle);
            case StructuringElement.Disc disc -> {
                boolean[] inside = new boolean[mask.inside().length];
                int[] squaredDistances = DistanceTransform.squared(mask);
                double squaredRadius = disc.radius() * disc.radius();
                for (int index = 0; index < inside.length; index++) {
                    inside[index] = squaredDistances[index] <= squaredRadius;
                }
                yield new Mask(mask.height(), mask.width(), inside);
            }
        };
    }

    /** Erosion, then dilation: takes away what is smaller than the element. */
    public static Mask open(Mask mask, StructuringElement element) {
        return dilate(erode(mask, element), element);
    }

    /** Dilation, then erosion: fills what is smaller than the element. */
    public static Mask close(Mask mask, StructuringElement element) {
        return erode(dilate(mask, element), element);
    }

    private static Mask dilate(Mask mask, StructuringElement.Rectangle element) {
        int height = mask.height();
        int width = mask.width();
        // A wider rectangle sees no more of the picture.
        int rowRadius = Math.min(element.rowRadius(), height);
        int columnRadius = Math.min(element.columnRadius(), width);
        boolean[] widened = new boolean[height * width];
        for (int row = 0; row < height; row++) {
            widenRow(mask.inside(), widened, row * width, width, columnRadius);
        }
        boolean[] dilated = new boolean[height * width];
        int[] counts = new int[width];
        for (int row = 0; row < rowRadius; row++) {
            add(counts, widened, row, height, 1);
        }
        for (int row = 0; row < height; row++) {
            add(counts, widened, row + rowRadius, height, 1);
            add(counts, widened, row - rowRadius - 1, height, -1);
            for (int column = 0; column < width; column++) {
                dilated[row * width + column] = counts[column] > 0;
            }
        }
        return new Mask(height, width, dilated);
    }

    private static void widenRow(boolean[] inside, boolean[] widened, int start, int width, int radius) {
        int count = 0;
        for (int column = 0; column < Math.min(radius, width); column++) {
            count += inside[start + column] ? 1 : 0;
        }
        for (int column = 0; column < width; column++) {
            if (column + radius < width && inside[start + column + radius]) {
                count++;
            }
            if (column - radius - 1 >= 0 && inside[start + column - radius - 1]) {
                count--;
            }
            widened[start + column] = count > 0;
        }
    }

    private static void add(int[] counts, boolean[] inside, int row, int height, int sign) {
        if (row < 0 || row >= height) {
            return;
        }
        int start = row * counts.length;
        for (int column = 0; column < counts.length; column++) {
            counts[column] += inside[start + column] ? sign : 0;
        }
    }
}
