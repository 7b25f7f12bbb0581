package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.ModulePath;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The backward pass. Ids of nodes increase with time, so visiting the youngest first visits every node after all that
 * depend on it. Cotangents and saved tensors go back as soon as they are used; what the program kept stays.
 */
public final class Backward {
    private final long oldestAllowed;
    private final PriorityQueue<Node> queue = new PriorityQueue<>(Comparator.comparingLong(Node::id).reversed());
    private final Map<Node, Tensor[]> cotangents = new HashMap<>();
    private final Map<Tensor, Tensor> leaves = new LinkedHashMap<>();

    private Backward(long oldestAllowed) {
        this.oldestAllowed = oldestAllowed;
    }

    /**
     * Gradients of Σ output·cotangent by leaf.
     *
     * @param outputs    tensors that require gradients
     * @param cotangents one of the same shape for each output
     */
    public static Map<Tensor, Tensor> gradients(List<Tensor> outputs, List<Tensor> cotangents) {
        return gradients(outputs, cotangents, Long.MIN_VALUE);
    }

    /** As above, refusing to run into nodes recorded before {@code oldestAllowed}. */
    static Map<Tensor, Tensor> gradients(List<Tensor> outputs, List<Tensor> cotangents, long oldestAllowed) {
        if (outputs.isEmpty()) {
            return new LinkedHashMap<>();
        }
        // Derivatives make constants: they must appear where the tensors are.
        return outputs.getFirst().device().run(() -> Autograd.withoutGradients(() -> {
            try (Scope scope = Scope.open("backward")) {
                Backward backward = new Backward(oldestAllowed);
                for (int i = 0; i < outputs.size(); i++) {
                    backward.start(outputs.get(i), cotangents.get(i));
                }
                backward.walk();
                backward.leaves.replaceAll((leaf, held) -> {
                    Tensor gradient = scope.keep(held.look(held.layout(), null));
                    held.close();
                    return gradient;
                });
                return backward.leaves;
            }
        }));
    }

    private void start(Tensor output, Tensor cotangent) {
        if (!cotangent.spec().equals(output.spec())) {
            throw Check.failure("backward", List.of(output.spec()), "the cotangent is " + cotangent.spec());
        }
        if (output.node() != null) {
            give(output.node(), output.outputIndex(), cotangent);
        } else if (output.requiresGrad()) {
            collect(output, cotangent);
        }
    }

    private void walk() {
        while (!queue.isEmpty()) {
            Node node = queue.poll();
            Tensor[] arrived = cotangents.remove(node);
            ModulePath.run(node.modulePath(),
                    () -> Scope.run("backward of " + node.operation().name(), () -> step(node, arrived)));
            node.saved().release();
            for (Tensor cotangent : arrived) {
                if (cotangent != null) {
                    cotangent.close();
                }
            }
        }
    }

    private void step(Node node, Tensor[] arrived) {
        if (node.operation() instanceof Recompute recompute) {
            Recompute.Found found = recompute.gradients(node, filled(node, arrived));
            found.captured().forEach(this::collect);
            found.inputs().forEach((i, gradient) -> pass(node, i, gradient));
        } else {
            List<Tensor> gradients = node.operation().backward(node.saved(), Arrays.asList(arrived));
            for (int i = 0; i < gradients.size(); i++) {
                pass(node, i, gradients.get(i));
            }
        }
    }

    private void pass(Node node, int input, Tensor gradient) {
        if (gradient == null || !node.saved().needs(input)) {
            return;
        }
        Spec expected = node.saved().inputSpec(input);
        if (!gradient.spec().equals(expected)) {
            throw Check.failure(node.operation().name(), List.of(expected), "its backward returned " + gradient.spec()
                    + " for input " + input);
        }
        if (node.leaf(input) != null) {
            collect(node.leaf(input), gradient);
        } else {
            give(node.producer(input), node.producedAs(input), gradient);
        }
    }

    private void collect(Tensor leaf, Tensor gradient) {
        leaves.merge(leaf, gradient.hold(), Backward::sum);
    }

    private void give(Node node, int index, Tensor cotangent) {
        if (node.id() < oldestAllowed) {
            throw new IllegalStateException("a recomputed block uses a result of " + node.operation().name()
                    + " from outside: pass such tensors to checkpoint as inputs; only parameters may be captured");
        }
        if (node.saved().isReleased()) {
            throw new IllegalStateException("backward has already passed " + node.operation().name()
                    + ": compute the loss again, or add the losses and call backward once");
        }
        Tensor[] slots = cotangents.get(node);
        if (slots == null) {
            slots = new Tensor[node.outputSpecs().size()];
            cotangents.put(node, slots);
            queue.add(node);
        }
        slots[index] = slots[index] == null ? cotangent.hold() : sum(slots[index], cotangent.hold());
    }

    /** Of two held tensors; held as well, since the scope around belongs to one operation only. */
    private static Tensor sum(Tensor a, Tensor b) {
        Tensor sum = a.add(b).hold();
        a.close();
        b.close();
        return sum;
    }

    /** Zeros where nothing arrived: a recomputed block runs a whole backward pass of its own. */
    private static List<Tensor> filled(Node node, Tensor[] arrived) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < arrived.length; i++) {
            Spec spec = node.outputSpecs().get(i);
            all.add(arrived[i] != null ? arrived[i] : Tensor.zeros(spec.type(), spec.shape()));
        }
        return all;
    }
}
