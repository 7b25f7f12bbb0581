package dev.nacre.core.op;

import java.util.List;

/** The derivative of {@link LogSoftmax}: dx = dy − eʸ·Σdy over the last dimension. Inputs: y and dy. */
public record LogSoftmaxGradient() implements Detached {
    @Override
    public String name() {
        return "log_softmax_gradient";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 2).floating(0).sameType(0, 1).shape(1, inputs.getFirst().shape());
        return List.of(inputs.getFirst());
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain y = inputs.get(0);
        Plain dy = inputs.get(1);
        long width = y.size(-1);
        for (long row = 0; row < y.elements(); row += width) {
            double sum = 0;
            for (long i = row; i < row + width; i++) {
                sum += dy.at(i);
            }
            for (long i = row; i < row + width; i++) {
                outputs.getFirst().set(i, dy.at(i) - StrictMath.exp(y.at(i)) * sum);
            }
        }
    }
}
