package dev.nacre.kernels.cpu.block;

import dev.nacre.core.backend.Operand;

/**
 * Batch normalisation of each channel as its numbers: u = γ·(z − μ)·i + β with i = 1/√(σ² + ε), or u = scale·z + shift.
 */
record Normalisation(double[] mean, double[] inverse, double[] bias, double[] scale, double[] shift) {
    static Normalisation of(double[] mean, double[] variance, double[] weight, double[] bias, double epsilon) {
        int channels = mean.length;
        double[] inverse = new double[channels];
        double[] scale = new double[channels];
        double[] shift = new double[channels];
        for (int c = 0; c < channels; c++) {
            inverse[c] = 1 / Math.sqrt(variance[c] + epsilon);
            scale[c] = weight[c] * inverse[c];
            shift[c] = bias[c] - mean[c] * scale[c];
        }
        return new Normalisation(mean, inverse, bias, scale, shift);
    }

    static Normalisation of(Operand mean, Operand variance, Operand weight, Operand bias, double epsilon) {
        return of(Room.values(mean), Room.values(variance), Room.values(weight), Room.values(bias), epsilon);
    }

    /** −μ·i: what normalises without weight and bias is z·i + this. */
    double[] centre() {
        double[] centre = new double[mean.length];
        for (int c = 0; c < centre.length; c++) {
            centre[c] = -mean[c] * inverse[c];
        }
        return centre;
    }
}
