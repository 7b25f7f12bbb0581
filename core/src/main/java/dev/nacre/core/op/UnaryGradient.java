package dev.nacre.core.op;

import java.util.List;

/**
 * The derivative of a unary map times the cotangent: dx = f′(point)·dy. Inputs: the map's input (or its output, where
 * {@link UnaryMap#derivativeUsesOutput}) and the cotangent. Detached: there are no second derivatives.
 */
public record UnaryGradient(UnaryMap map) implements Detached {
    @Override
    public String name() {
        return map.name() + "_gradient";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 2).floating(0).sameType(0, 1).shape(1, inputs.getFirst().shape());
        return List.of(inputs.getFirst());
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        for (long i = 0; i < inputs.getFirst().elements(); i++) {
            outputs.getFirst().set(i, map.derivative(inputs.get(0).at(i)) * inputs.get(1).at(i));
        }
    }
}
