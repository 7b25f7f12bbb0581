package dev.nacre.mammo.image;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The connected parts of a mask, numbered from 1 in the order in which their first pixels come row by row. Works on
 * runs of pixels instead of pixels: runs of neighbouring rows that touch are united (union-find with path halving, the
 * lower index wins), so that the time is that of reading the mask once.
 */
public final class ConnectedComponents {
    /** Which pixels are neighbours. */
    public enum Neighbours {
        /** Those that share a side. */
        FOUR,
        /** Those that share a side or a corner. */
        EIGHT
    }

    private final int height;
    private final int width;
    /** The runs of row r are firstRun[r] until firstRun[r + 1]. */
    private final int[] firstRun;
    private int[] begin = new int[1024];
    private int[] end = new int[1024];
    private int[] labelOfRun;
    private final int[] sizes;
    private final int[][] corners;

    private ConnectedComponents(Mask mask, Neighbours neighbours) {
        height = mask.height();
        width = mask.width();
        firstRun = new int[height + 1];
        for (int row = 0; row < height; row++) {
            firstRun[row + 1] = runs(mask.inside(), row, firstRun[row]);
        }
        int count = unite(neighbours == Neighbours.EIGHT ? 1 : 0);
        sizes = new int[count];
        corners = new int[count][];
        measure();
    }

    /** The components of a mask. */
    public static ConnectedComponents of(Mask mask, Neighbours neighbours) {
        return new ConnectedComponents(mask, neighbours);
    }

    /** How many there are. */
    public int count() {
        return sizes.length;
    }

    /** Pixels of a component. */
    public int size(int label) {
        return sizes[checked(label)];
    }

    /** The smallest box around a component. */
    public PixelBox box(int label) {
        int[] corner = corners[checked(label)];
        return new PixelBox(corner[0], corner[1], corner[2], corner[3]);
    }

    /** The component of the most pixels, of equal ones the first; none if the mask is empty. */
    public OptionalInt largest() {
        int largest = 0;
        for (int index = 1; index < sizes.length; index++) {
            largest = sizes[index] > sizes[largest] ? index : largest;
        }
        return sizes.length == 0 ? OptionalInt.empty() : OptionalInt.of(largest + 1);
    }

    /** The pixels of one component. */
    public Mask mask(int label) {
        int wanted = checked(label);
        boolean[] inside = new boolean[height * width];
        for (int row = 0; row < height; row++) {
            for (int run = firstRun[row]; run < firstRun[row + 1]; run++) {
                if (labelOfRun[run] == wanted) {
                    Arrays.fill(inside, row * width + begin[run], row * width + end[run], true);
                }
            }
        }
        return new Mask(height, width, inside);
    }

    /** The label of every pixel, {@code [height, width]}; 0 outside the mask. A new array. */
    public int[] labels() {
        int[] labels = new int[height * width];
        for (int row = 0; row < height; row++) {
            for (int run = firstRun[row]; run < firstRun[row + 1]; run++) {
                Arrays.fill(labels, row * width + begin[run], row * width + end[run], labelOfRun[run] + 1);
            }
        }
        return labels;
    }

    private int checked(int label) {
        if (label < 1 || label > sizes.length) {
            throw new IllegalArgumentException("there is no component " + label + " among " + sizes.length);
        }
        return label - 1;
    }

    private int runs(boolean[] inside, int row, int known) {
        int run = known;
        int start = row * width;
        int column = 0;
        while (column < width) {
            if (!inside[start + column]) {
                column++;
                continue;
            }
            if (run == begin.length) {
                begin = Arrays.copyOf(begin, 2 * run);
                end = Arrays.copyOf(end, 2 * run);
            }
            begin[run] = column;
            while (column < width && inside[start + column]) {
                column++;
            }
            end[run++] = column;
        }
        return run;
    }

    /** Gives every run the index of its component and returns how many there are. */
    private int unite(int reach) {
        int[] parent = new int[firstRun[height]];
        Arrays.setAll(parent, run -> run);
        for (int row = 1; row < height; row++) {
            int above = firstRun[row - 1];
            int here = firstRun[row];
            while (above < firstRun[row] && here < firstRun[row + 1]) {
                if (begin[above] < end[here] + reach && begin[here] < end[above] + reach) {
                    int one = root(parent, above);
                    int other = root(parent, here);
                    parent[Math.max(one, other)] = Math.min(one, other);
                }
                if (end[above] < end[here]) {
                    above++;
                } else {
                    here++;
                }
            }
        }
        labelOfRun = new int[parent.length];
        int count = 0;
        for (int run = 0; run < parent.length; run++) {
            // A root is the first run of its component, so its label is known when the others ask for it.
            int root = root(parent, run);
            labelOfRun[run] = root == run ? count++ : labelOfRun[root];
        }
        return count;
    }

    private static int root(int[] parent, int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private void measure() {
        for (int row = 0; row < height; row++) {
            for (int run = firstRun[row]; run < firstRun[row + 1]; run++) {
                int label = labelOfRun[run];
                sizes[label] += end[run] - begin[run];
                if (corners[label] == null) {
                    corners[label] = new int[] {begin[run], row, end[run], row + 1};
                }
                int[] corner = corners[label];
                corner[0] = Math.min(corner[0], begin[run]);
                corner[2] = Math.max(corner[2], end[run]);
                corner[3] = row + 1;
            }
        }
    }
}
