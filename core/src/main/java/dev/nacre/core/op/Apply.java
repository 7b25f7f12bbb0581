package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.Device;
import dev.nacre.core.FiniteCheck;
import dev.nacre.core.Layout;
import dev.nacre.core.Scope;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The one way in which operations run: check, compute on the inputs' device, remember for the backward pass. */
public final class Apply {
    private Apply() {
    }

    /** Runs an operation with a single output. */
    public static Tensor one(Operation operation, Tensor... inputs) {
        return all(operation, List.of(inputs)).getFirst();
    }

    /** Runs an operation and returns all its outputs. */
    public static List<Tensor> all(Operation operation, List<Tensor> inputs) {
        Device device = device(operation, inputs);
        List<Spec> specs = operation instanceof Recompute ? List.of() : specs(operation, inputs);
        Node node = Node.begin(operation, inputs);
        List<Tensor> outputs = switch (operation) {
            case View view -> List.of(inputs.getFirst().look(view.look(inputs.getFirst().layout()), node));
            case Primitive primitive -> compute(device, inputs, specs, node,
                    (backend, in, out) -> backend.run(primitive, in, out));
            case Fused fused -> fuse(device, fused, inputs, specs, node);
            case Extension extension -> composed(device, extension, inputs, node, () -> extension.forward(inputs));
        };
        if (FiniteCheck.isActive()) {
            FiniteCheck.look(operation, inputs, outputs);
        }
        if (node != null && operation.differentiableOutputs() > 0) {
            node.keep(inputs, outputs);
        }
        return outputs;
    }

    private static Device device(Operation operation, List<Tensor> inputs) {
        if (inputs.isEmpty()) {
            return Device.current();
        }
        Device device = inputs.getFirst().device();
        for (Tensor input : inputs) {
            if (!input.device().equals(device)) {
                throw new ShapeException(operation.name() + ": inputs are on different devices, " + device + " and "
                        + input.device() + "; move one of them with to(device)");
            }
        }
        return device;
    }

    private static List<Spec> specs(Operation operation, List<Tensor> inputs) {
        List<Spec> given = inputs.stream().map(Tensor::spec).toList();
        try {
            return operation.outputs(given);
        } catch (ShapeException e) {
            if (e.getMessage().startsWith(operation.name() + "(")) {
                throw e;
            }
            throw Check.failure(operation.name(), given, e.reason());
        }
    }

    private static List<Tensor> fuse(Device device, Fused fused, List<Tensor> inputs, List<Spec> specs, Node node) {
        List<Operand> operands = inputs.stream().map(Tensor::operand).toList();
        if (Backends.of(device).fuses(fused, operands)) {
            return compute(device, inputs, specs, node, (backend, in, out) -> backend.run(fused, in, out));
        }
        return composed(device, fused, inputs, node, () -> fused.decompose(inputs));
    }

    /** Outputs computed by other operations, unrecorded; the results get a history of one step. */
    private static List<Tensor> composed(Device device, Operation operation, List<Tensor> inputs, Node node,
            Supplier<List<Tensor>> body) {
        try (Scope scope = Scope.open(operation.name())) {
            List<Tensor> results = Autograd.withoutGradients(() -> device.run(body));
            List<Spec> given = inputs.stream().map(Tensor::spec).toList();
            List<Spec> made = results.stream().map(Tensor::spec).toList();
            if (!made.equals(operation.outputs(given))) {
                throw Check.failure(operation.name(), given, "its shape rule says " + operation.outputs(given)
                        + ", but it made " + made);
            }
            List<Tensor> outputs = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                outputs.add(scope.keep(output(results.get(i).device(), results.get(i).retainedOperand(), node, i)));
            }
            return outputs;
        }
    }

    private static Tensor output(Device device, Operand operand, Node node, int index) {
        boolean carries = node != null && node.carries(index, operand.type());
        return Tensor.over(device, operand, carries ? node : null, index);
    }

    private interface Computation {
        void run(Backend backend, List<Operand> inputs, List<Operand> outputs);
    }

    /** The inputs are held while the kernel runs: no other thread, scope or collector can take them away. */
    private static List<Tensor> compute(Device device, List<Tensor> inputs, List<Spec> specs, Node node,
            Computation work) {
        Backend backend = Backends.of(device);
        List<Operand> in = new ArrayList<>(inputs.size());
        List<Operand> out = new ArrayList<>(specs.size());
        try {
            for (Tensor input : inputs) {
                in.add(input.retainedOperand());
            }
            for (Spec spec : specs) {
                Storage storage = backend.allocate(spec.type(), spec.shape().elements());
                out.add(new Operand(storage, Layout.contiguous(spec.shape())));
            }
            if (specs.stream().anyMatch(s -> s.shape().elements() > 0)) {
                work.run(backend, in, out);
            }
            List<Tensor> outputs = new ArrayList<>(out.size());
            for (int i = 0; i < out.size(); i++) {
                outputs.add(output(device, out.get(i), node, i));
            }
            return outputs;
        } catch (RuntimeException | Error e) {
            out.forEach(o -> o.storage().release());
            throw e;
        } finally {
            in.forEach(o -> o.storage().release());
        }
    }
}
