package dev.nacre.mammo.page;

import dev.nacre.mammo.eval.localisation.Region;

/** The edges of a region's pixels as an SVG path, neighbouring ones drawn in one stroke. */
public final class RegionOutline {
    private RegionOutline() {
    }

    /** In pixels of the region's picture. */
    public static String path(Region.Pixels region) {
        StringBuilder path = new StringBuilder();
        for (int row = region.box().y0(); row <= region.box().y1(); row++) {
            int column = region.box().x0();
            while (column < region.box().x1()) {
                int end = column;
                while (end < region.box().x1() && region.at(row - 1, end) != region.at(row, end)) {
                    end++;
                }
                if (end > column) {
                    path.append('M').append(column).append(' ').append(row).append('H').append(end);
                }
                column = Math.max(end, column + 1);
            }
        }
        for (int column = region.box().x0(); column <= region.box().x1(); column++) {
            int row = region.box().y0();
            while (row < region.box().y1()) {
                int end = row;
                while (end < region.box().y1() && region.at(end, column - 1) != region.at(end, column)) {
                    end++;
                }
                if (end > row) {
                    path.append('M').append(column).append(' ').append(row).append('V').append(end);
                }
                row = Math.max(end, row + 1);
            }
        }
        return path.toString();
    }
}
