package dev.nacre.mammo.data.sets;

import java.io.IOException;
import java.util.List;

/** Where the rows of a table come from. */
interface TableRows {
    /** Takes one row; blank cells are empty texts, and trailing ones may be left out. */
    @FunctionalInterface
    interface Reader {
        /**
         * One row.
         *
         * @param line where the row begins, from 1
         * @return whether to go on
         */
        boolean row(long line, List<String> cells);
    }

    /**
     * Gives every row to {@code reader}, the header and blank ones too, in the table's order.
     *
     * @throws IOException if the table cannot be read
     */
    void forEach(Reader reader) throws IOException;
}
