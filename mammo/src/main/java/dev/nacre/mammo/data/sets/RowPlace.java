package dev.nacre.mammo.data.sets;

/**
 * Where something stands in a set: what messages say instead of an identifier.
 *
 * @param table name of the table's file, or of the folder where a set has no table
 * @param line line in the table, or number of the file in the sorted folder, from 1
 */
public record RowPlace(String table, long line) {
    /** For messages, such as {@code train.csv, line 7}. */
    @Override
    public String toString() {
        return table + ", line " + line;
    }
}
