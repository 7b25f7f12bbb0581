package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.FiniteCheck;
import dev.nacre.core.ModulePath;
import dev.nacre.core.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One recorded operation: where its inputs came from and what its derivative needs. Ids increase with time. */
public final class Node {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final long id = NEXT_ID.getAndIncrement();
    /** Where it was recorded; only known while somebody looks for a result that is not finite. */
    private final String modulePath = FiniteCheck.isActive() ? ModulePath.current() : "";
    private final Operation operation;
    private final Node[] producers;
    private final int[] producedAs;
    private final Tensor[] leaves;
    private List<Spec> outputSpecs;
    private Saved saved;

    private Node(Operation operation, List<Tensor> inputs) {
        this.operation = operation;
        producers = new Node[inputs.size()];
        producedAs = new int[inputs.size()];
        leaves = new Tensor[inputs.size()];
        for (int i = 0; i < producers.length; i++) {
            Tensor input = inputs.get(i);
            producers[i] = input.node();
            producedAs[i] = input.outputIndex();
            leaves[i] = input.isLeaf() && input.requiresGrad() ? input : null;
        }
    }

    /** A node for this call, or null where nothing needs a gradient or nothing is being recorded. */
    static Node begin(Operation operation, List<Tensor> inputs) {
        boolean needed = inputs.stream().anyMatch(Tensor::requiresGrad);
        if (needed) {
            Recompute.noticeGradient();
        }
        boolean wanted = needed || operation instanceof Recompute;
        return wanted && Autograd.isRecording() ? new Node(operation, inputs) : null;
    }

    /** The id that the next recorded operation gets at least. */
    static long nextId() {
        return NEXT_ID.get();
    }

    /** Keeps what the derivative asks for. */
    void keep(List<Tensor> inputs, List<Tensor> outputs) {
        boolean[] needed = new boolean[producers.length];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = producers[i] != null || leaves[i] != null;
        }
        outputSpecs = outputs.stream().map(Tensor::spec).toList();
        saved = new Saved(operation, inputs, outputs, needed);
    }

    /** Whether output {@code index} carries a gradient back to this node. */
    boolean carries(int index, DType type) {
        return index < operation.differentiableOutputs() && type.isFloating();
    }

    long id() {
        return id;
    }

    String modulePath() {
        return modulePath;
    }

    Operation operation() {
        return operation;
    }

    Saved saved() {
        return saved;
    }

    List<Spec> outputSpecs() {
        return outputSpecs;
    }

    int inputs() {
        return producers.length;
    }

    /** The node that made input {@code i}, or null for leaves and constants. */
    Node producer(int i) {
        return producers[i];
    }

    int producedAs(int i) {
        return producedAs[i];
    }

    /** Input {@code i} if it is a leaf that wants its gradient, else null. */
    Tensor leaf(int i) {
        return leaves[i];
    }
}
