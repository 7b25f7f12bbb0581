package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * What a derivative sees of the forward pass: the inputs and outputs that {@link Operation#keep} asked for, and which
 * inputs need a gradient at all. Released as the backward pass leaves the operation behind.
 */
public final class Saved {
    private final Operation operation;
    private final Tensor[] inputs;
    private final Tensor[] outputs;
    private final List<Spec> inputSpecs;
    private final boolean[] needed;
    private boolean released;

    Saved(Operation operation, List<Tensor> inputs, List<Tensor> outputs, boolean[] needed) {
        this.operation = operation;
        this.needed = needed;
        this.inputSpecs = inputs.stream().map(Tensor::spec).toList();
        Keep keep = operation.keep();
        this.inputs = new Tensor[inputs.size()];
        for (int i = 0; i < this.inputs.length; i++) {
            this.inputs[i] = keep.input(i) ? inputs.get(i).hold() : null;
        }
        this.outputs = new Tensor[outputs.size()];
        for (int i = 0; i < this.outputs.length; i++) {
            this.outputs[i] = keep.output(i) ? outputs.get(i).hold() : null;
        }
    }

    /** Input {@code i}, detached. */
    public Tensor input(int i) {
        return present(inputs[i], "input " + i);
    }

    /** Output {@code i}, detached. */
    public Tensor output(int i) {
        return present(outputs[i], "output " + i);
    }

    /** Type and shape of input {@code i}, whether or not it was kept. */
    public Spec inputSpec(int i) {
        return inputSpecs.get(i);
    }

    /** Number of inputs. */
    public int inputs() {
        return inputs.length;
    }

    /** Whether anything wants the gradient of input {@code i}. */
    public boolean needs(int i) {
        return needed[i];
    }

    private Tensor present(Tensor tensor, String what) {
        if (released) {
            throw new IllegalStateException("backward has already passed " + operation.name()
                    + " and released what it kept: compute the loss again, or add the losses and call backward once");
        }
        if (tensor == null) {
            throw new IllegalStateException(operation.name() + " reads " + what + ", which its keep() does not name");
        }
        return tensor;
    }

    void release() {
        released = true;
        for (Tensor tensor : inputs) {
            if (tensor != null) {
                tensor.close();
            }
        }
        for (Tensor tensor : outputs) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }

    boolean isReleased() {
        return released;
    }
}
