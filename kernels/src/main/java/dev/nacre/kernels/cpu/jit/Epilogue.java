package dev.nacre.kernels.cpu.jit;

/**
 * What a product does with its sums while they are in registers: {@code result = old + sum + bias + residual}, each
 * part where it is asked for.
 *
 * @param accumulate     adds to what the result holds
 * @param bias           adds a row of one value for each column
 * @param residual       adds an element of a matrix of the result's shape
 * @param residualStride distance of two of its rows, in elements
 */
public record Epilogue(boolean accumulate, boolean bias, boolean residual, long residualStride) {
    /** The sums as they are. */
    public static final Epilogue STORE = new Epilogue(false, false, false, 0);
    /** The sums, added to what is there. */
    public static final Epilogue ADD = new Epilogue(true, false, false, 0);

    /** The same, added to what earlier products left there. */
    Epilogue accumulating() {
        return new Epilogue(true, bias, residual, residualStride);
    }
}
