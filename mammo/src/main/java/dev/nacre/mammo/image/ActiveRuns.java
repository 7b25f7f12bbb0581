package dev.nacre.mammo.image;

/**
 * The crop of Mammo-CLIP's preprocessing: levels up to a threshold count as black; a column is active if it is not
 * constant within the central rows; the longest run of active columns is kept, then the longest run of active rows,
 * looking at the central part of the kept columns.
 *
 * <p>As published, a run that touches the first position counts one less, and so does one that touches the last; runs
 * of equal count are kept together with what lies between them; where nothing is active, everything is kept.
 */
final class ActiveRuns {
    private final GreyPicture picture;
    private final PixelBox area;
    private final boolean[] black;
    private final short[] levelOf;

    /**
     * @param threshold highest level that counts as black
     */
    ActiveRuns(GreyPicture stored, PixelBox area, LevelMapping mapping, int threshold) {
        this.picture = stored;
        this.area = area;
        this.levelOf = mapping.table();
        this.black = new boolean[levelOf.length];
        for (int level = 0; level < black.length; level++) {
            black[level] = mapping.level(level) <= threshold;
        }
    }

    /**
     * The kept part of the area.
     *
     * @param central part of the rows, then of the columns, that is looked at
     */
    PixelBox find(double central) {
        Run rowsLookedAt = centre(area.height(), central);
        Run columns = longest(activeColumns(rowsLookedAt));
        Run columnsLookedAt = centre(columns.end() - columns.begin(), central);
        Run rows = longest(activeRows(columns.begin() + columnsLookedAt.begin(),
                columns.begin() + columnsLookedAt.end()));
        return new PixelBox(area.x0() + columns.begin(), area.y0() + rows.begin(),
                area.x0() + columns.end(), area.y0() + rows.end());
    }

    /** Positions from begin to end, which is left out. */
    record Run(int begin, int end) {
    }

    /** {@code size / 2 ± int(central / 2 · size)}, as the published code rounds. */
    private static Run centre(int size, double central) {
        int reach = (int) (central / 2 * size);
        return new Run(size / 2 - reach, size / 2 + reach);
    }

    private boolean[] activeColumns(Run rows) {
        int width = area.width();
        boolean[] active = new boolean[width];
        if (rows.end() <= rows.begin()) {
            return active;
        }
        int[] first = new int[width];
        for (int column = 0; column < width; column++) {
            first[column] = level(rows.begin(), column);
        }
        for (int row = rows.begin() + 1; row < rows.end(); row++) {
            for (int column = 0; column < width; column++) {
                active[column] |= level(row, column) != first[column];
            }
        }
        return active;
    }

    private boolean[] activeRows(int begin, int end) {
        boolean[] active = new boolean[area.height()];
        for (int row = 0; row < active.length; row++) {
            for (int column = begin + 1; column < end && !active[row]; column++) {
                active[row] = level(row, column) != level(row, begin);
            }
        }
        return active;
    }

    private int level(int row, int column) {
        int stored = Short.toUnsignedInt(
                picture.levels()[(area.y0() + row) * picture.width() + area.x0() + column]);
        return black[stored] ? 0 : levelOf[stored];
    }

    /** The longest run, ends counted as published; equal ones with all between them; all where none is active. */
    static Run longest(boolean[] active) {
        int best = Integer.MIN_VALUE;
        Run kept = new Run(0, active.length);
        int begin = -1;
        for (int position = 0; position <= active.length; position++) {
            boolean on = position < active.length && active[position];
            if (on && begin < 0) {
                begin = position;
            } else if (!on && begin >= 0) {
                int count = position - begin - (begin == 0 ? 1 : 0) - (position == active.length ? 1 : 0);
                if (count > best) {
                    best = count;
                    kept = new Run(begin, position);
                } else if (count == best) {
                    kept = new Run(kept.begin(), position);
                }
                begin = -1;
            }
        }
        return kept;
    }
}
