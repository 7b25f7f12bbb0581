package dev.nacre.kernels.cpu.block;

import dev.nacre.core.backend.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Squeeze and excitation of one picture (Hu et al. 2018) in double precision: h = s·R + r, q = silu(h), l = q·E + e,
 * g = sigmoid(l); and its derivative. So small that plain loops do.
 */
final class Gate {
    private final int wide;
    private final int squeezed;
    private final MemorySegment reduce;
    private final double[] reduceBias;
    private final MemorySegment expand;
    private final double[] expandBias;

    Gate(Operand reduce, Operand reduceBias, Operand expand, Operand expandBias) {
        this.wide = Math.toIntExact(reduce.shape().size(0));
        this.squeezed = Math.toIntExact(reduce.shape().size(1));
        this.reduce = Room.segment(reduce);
        this.reduceBias = Room.values(reduceBias);
        this.expand = Room.segment(expand);
        this.expandBias = Room.values(expandBias);
    }

    /** h. */
    private double[] hidden(double[] mean) {
        double[] hidden = reduceBias.clone();
        for (int w = 0; w < wide; w++) {
            for (int k = 0; k < squeezed; k++) {
                hidden[k] += mean[w] * at(reduce, (long) w * squeezed + k);
            }
        }
        return hidden;
    }

    /** g of s. */
    double[] weights(double[] mean) {
        double[] hidden = hidden(mean);
        double[] weights = expandBias.clone();
        for (int k = 0; k < squeezed; k++) {
            double active = hidden[k] * sigmoid(hidden[k]);
            for (int w = 0; w < wide; w++) {
                weights[w] += active * at(expand, (long) k * wide + w);
            }
        }
        for (int w = 0; w < wide; w++) {
            weights[w] = sigmoid(weights[w]);
        }
        return weights;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double at(MemorySegment floats, long index) {
        return floats.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    /** Gradients of the four parameters, summed over pictures; those of the two matrices lie outside the heap. */
    static final class Gradients implements AutoCloseable {
        private final Totals reduce;
        private final double[] reduceBias;
        private final Totals expand;
        private final double[] expandBias;

        Gradients(int wide, int squeezed) {
            reduce = new Totals((long) wide * squeezed);
            reduceBias = new double[squeezed];
            expand = new Totals((long) squeezed * wide);
            expandBias = new double[wide];
        }

        /** Writes them, rounded to float32. */
        void copyTo(Operand ofReduce, Operand ofReduceBias, Operand ofExpand, Operand ofExpandBias) {
            reduce.copyTo(ofReduce);
            Room.fill(ofReduceBias, reduceBias);
            expand.copyTo(ofExpand);
            Room.fill(ofExpandBias, expandBias);
        }

        @Override
        public void close() {
            reduce.close();
            expand.close();
        }
    }

    /** Adds to the parameters' gradients and returns that of s. @param ofWeights the gradient of g */
    double[] backward(double[] mean, double[] ofWeights, Gradients gradients) {
        double[] hidden = hidden(mean);
        double[] weights = weights(mean);
        double[] ofLogits = new double[wide];
        for (int w = 0; w < wide; w++) {
            ofLogits[w] = ofWeights[w] * weights[w] * (1 - weights[w]);
            gradients.expandBias[w] += ofLogits[w];
        }
        double[] ofMean = new double[wide];
        double[] ofHidden = new double[squeezed];
        for (int k = 0; k < squeezed; k++) {
            double sigmoid = sigmoid(hidden[k]);
            double active = hidden[k] * sigmoid;
            double ofActive = 0;
            for (int w = 0; w < wide; w++) {
                ofActive += ofLogits[w] * at(expand, (long) k * wide + w);
                gradients.expand.add((long) k * wide + w, ofLogits[w] * active);
            }
            ofHidden[k] = ofActive * sigmoid * (1 + hidden[k] * (1 - sigmoid));
            gradients.reduceBias[k] += ofHidden[k];
        }
        for (int w = 0; w < wide; w++) {
            for (int k = 0; k < squeezed; k++) {
                ofMean[w] += ofHidden[k] * at(reduce, (long) w * squeezed + k);
                gradients.reduce.add((long) w * squeezed + k, ofHidden[k] * mean[w]);
            }
        }
        return ofMean;
    }
}
