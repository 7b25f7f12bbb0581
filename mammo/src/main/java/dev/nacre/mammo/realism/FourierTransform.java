package dev.nacre.mammo.realism;

/** The discrete Fourier transform of a power of two numbers, in place (Cooley and Tukey 1965). */
final class FourierTransform {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** @param size a power of two */
    FourierTransform(int size) {
        if (size < 1 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a transform of " + size + " numbers: give a power of two");
        }
        this.size = size;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        for (int index = 0; index < size / 2; index++) {
            cosines[index] = StrictMath.cos(2 * Math.PI * index / size);
            sines[index] = -StrictMath.sin(2 * Math.PI * index / size);
        }
    }

    /** Replaces a line of numbers by Σ x(n) exp(−2πi kn / size), k from 0. */
    void apply(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int upper = start + k;
                    int lower = upper + half;
                    double c = cosines[k * stride];
                    double s = sines[k * stride];
                    double re = real[lower] * c - imaginary[lower] * s;
                    double im = real[lower] * s + imaginary[lower] * c;
                    real[lower] = real[upper] - re;
                    imaginary[lower] = imaginary[upper] - im;
                    real[upper] += re;
                    imaginary[upper] += im;
                }
            }
        }
    }

    /** Replaces a square of numbers, {@code [size][size]}, by its transform along rows and columns. */
    void applySquare(double[][] real, double[][] imaginary) {
        double[] columnReal = new double[size];
        double[] columnImaginary = new double[size];
        for (int row = 0; row < size; row++) {
            apply(real[row], imaginary[row]);
        }
        for (int column = 0; column < size; column++) {
            for (int row = 0; row < size; row++) {
                columnReal[row] = real[row][column];
                columnImaginary[row] = imaginary[row][column];
            }
            apply(columnReal, columnImaginary);
            for (int row = 0; row < size; row++) {
                real[row][column] = columnReal[row];
                imaginary[row][column] = columnImaginary[row];
            }
        }
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        for (int index = 0; index < size; index++) {
            int reversed = size == 1 ? 0 : Integer.reverse(index) >>> shift;
            if (reversed > index) {
                double keptReal = real[index];
                double keptImaginary = imaginary[index];
                real[index] = real[reversed];
                imaginary[index] = imaginary[reversed];
                real[reversed] = keptReal;
                imaginary[reversed] = keptImaginary;
            }
        }
    }
}
