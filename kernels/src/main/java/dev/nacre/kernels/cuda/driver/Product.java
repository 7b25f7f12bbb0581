package dev.nacre.kernels.cuda.driver;

/**
 * C = A·B, or C ← C + A·B, for {@code batch} pairs of matrices, {@code [m, k] × [k, n] → [m, n]}, C row-major, sums in
 * float32 with no rounding of the factors (no TF32).
 *
 * @param m       rows of A
 * @param n       columns of B
 * @param k       columns of A
 * @param batch   how many products
 * @param a       the left factor
 * @param b       the right factor
 * @param c       the result, never transposed
 * @param halves  whether the factors are bfloat16; else float32. The result is float32
 * @param adds    whether the product is added to what is there
 * @param subject what it is for, in words that an error can use
 */
public record Product(long m, long n, long k, int batch, Factor a, Factor b, Factor c, boolean halves, boolean adds,
        Object subject) {
    /** A product that replaces what is there. */
    public Product(long m, long n, long k, int batch, Factor a, Factor b, Factor c, boolean halves, Object subject) {
        this(m, n, k, batch, a, b, c, halves, false, subject);
    }

    /** Refuses a result that lies column by column. */
    public Product {
        if (c.transposed() || m < 1 || n < 1 || k < 1 || batch < 1) {
            throw new IllegalArgumentException(subject + ": a product of [" + m + ", " + k + "] and [" + k + ", " + n
                    + "]");
        }
    }
}
