package dev.nacre.kernels.cuda.driver;

/**
 * A product of matrices with what is added to it, written once: y = a·b + bias, or y = a·b + residual + bias, the bias
 * being added to every row. Its tensors, in this order: a {@code [rows, inner]}, b {@code [inner, columns]}, bias
 * {@code [columns]}, the residual {@code [rows, columns]} if there is one, and y {@code [rows, columns]}. Sums and all
 * but the factors are float32; factors are not rounded (no TF32), and the order of the additions is always the same.
 *
 * @param rows     of a and y
 * @param inner    columns of a and rows of b
 * @param columns  of b and y
 * @param halves   whether the factors are bfloat16; else float32
 * @param residual whether there is one
 */
public record PlannedProduct(long rows, long inner, long columns, boolean halves, boolean residual)
        implements PlannedWork {
    @Override
    public String toString() {
        return "product [" + rows + ", " + inner + "] × [" + inner + ", " + columns + "] of "
                + (halves ? "bfloat16" : "float32") + (residual ? " with residual" : "") + " and bias";
    }
}
