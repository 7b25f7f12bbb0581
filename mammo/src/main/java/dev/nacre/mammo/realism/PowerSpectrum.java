package dev.nacre.mammo.realism;

import java.util.Optional;

/**
 * How strongly a breast's tissue varies at each spatial frequency: the squared modulus of the Fourier transform of
 * regions of 25.6 mm inside the breast, each with its mean taken away and a Hann window laid on, averaged over regions
 * that overlap by half and over directions. In mammograms it falls as a power of the frequency; Burgess, Jacobson and
 * Judy 2001 (Medical Physics 28:419) found an exponent of about −3.
 *
 * @param power by frequency, in steps of {@value #STEP} cycles/mm from 0; of arbitrary unit
 * @param regions over how many it was averaged
 */
public record PowerSpectrum(double[] power, int regions) {
    /** Cycles per millimetre from one value to the next. */
    public static final double STEP = 1 / (128 * 0.2);
    /** Cycles per millimetre at which the slope begins. */
    public static final double LOWEST = 0.15;
    /** Cycles per millimetre at which the slope ends; beyond it, noise and the sharpness of the detector come in. */
    public static final double HIGHEST = 1;

    private static final int SIDE = 128;
    private static final double RIM = 3;

    /** Of a picture; empty if the breast holds no whole region. */
    static Optional<PowerSpectrum> of(YardstickPicture picture) {
        double[] sums = new double[SIDE];
        int regions = 0;
        Region region = new Region();
        for (int top = 0; top + SIDE <= picture.height(); top += SIDE / 2) {
            for (int left = 0; left + SIDE <= picture.width(); left += SIDE / 2) {
                if (isInside(picture, top, left)) {
                    region.add(picture, top, left, sums);
                    regions++;
                }
            }
        }
        if (regions == 0) {
            return Optional.empty();
        }
        for (int index = 0; index < sums.length; index++) {
            sums[index] /= regions;
        }
        return Optional.of(new PowerSpectrum(sums, regions));
    }

    /** The exponent of the power law that fits best from {@link #LOWEST} to {@link #HIGHEST}, on logarithmic scales. */
    public double slope() {
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        int count = 0;
        for (int index = (int) Math.ceil(LOWEST / STEP); index <= HIGHEST / STEP; index++) {
            double x = StrictMath.log(index * STEP);
            double y = StrictMath.log(power[index]);
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
            count++;
        }
        return (count * sumXy - sumX * sumY) / (count * sumXx - sumX * sumX);
    }

    private static boolean isInside(YardstickPicture picture, int top, int left) {
        for (int row = top; row < top + SIDE; row++) {
            for (int column = left; column < left + SIDE; column++) {
                if (picture.depth(row * picture.width() + column) <= RIM) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Room for one region, used for one after another. */
    private static final class Region {
        private final FourierTransform transform = new FourierTransform(SIDE);
        private final double[][] real = new double[SIDE][SIDE];
        private final double[][] imaginary = new double[SIDE][SIDE];
        private final double[] window = new double[SIDE];

        Region() {
            for (int index = 0; index < SIDE; index++) {
                window[index] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * index / SIDE);
            }
        }

        void add(YardstickPicture picture, int top, int left, double[] sums) {
            double mean = 0;
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    mean += picture.levels()[(top + row) * picture.width() + left + column];
                }
            }
            mean /= SIDE * SIDE;
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    double level = picture.levels()[(top + row) * picture.width() + left + column];
                    real[row][column] = (level - mean) * window[row] * window[column];
                    imaginary[row][column] = 0;
                }
            }
            transform.applySquare(real, imaginary);
            double[] rings = new double[SIDE];
            int[] counts = new int[SIDE];
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    int ring = (int) Math.round(Math.hypot(frequency(row), frequency(column)));
                    rings[ring] += real[row][column] * real[row][column] + imaginary[row][column]
                            * imaginary[row][column];
                    counts[ring]++;
                }
            }
            for (int ring = 0; ring < SIDE; ring++) {
                sums[ring] += rings[ring] / Math.max(1, counts[ring]);
            }
        }

        private static int frequency(int index) {
            return index <= SIDE / 2 ? index : index - SIDE;
        }
    }
}
