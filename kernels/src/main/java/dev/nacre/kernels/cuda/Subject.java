package dev.nacre.kernels.cuda;

import dev.nacre.core.ModulePath;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Operation;
import dev.nacre.core.op.Spec;
import java.util.List;
import java.util.stream.Collectors;

/** An operation with its shapes, in words only where an error needs them. Keeps no memory alive. */
final class Subject {
    private final String operation;
    private final String module;
    private final List<Spec> inputs;

    Subject(Operation operation, List<Operand> inputs) {
        this.operation = operation.name();
        this.module = ModulePath.current();
        this.inputs = inputs.stream().map(input -> new Spec(input.type(), input.shape())).toList();
    }

    @Override
    public String toString() {
        return operation + "(" + inputs.stream().map(Spec::toString).collect(Collectors.joining(", ")) + ")"
                + (module.isEmpty() ? "" : " in " + module);
    }
}
