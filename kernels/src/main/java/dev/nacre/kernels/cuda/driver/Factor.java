package dev.nacre.kernels.cuda.driver;

/**
 * One matrix, or several at equal distances, of a product: row-major with a distance between rows, or the transpose of
 * such a matrix.
 *
 * @param address    of the first element
 * @param bytes      of memory from there to the end of the last element
 * @param transposed whether the elements lie column by column
 * @param leading    elements between two rows, or between two columns where it is transposed
 * @param stride     elements between two matrices; 0 where all are the same
 */
public record Factor(long address, long bytes, boolean transposed, long leading, long stride) {
}
