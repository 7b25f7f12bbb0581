package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A block whose intermediate results are not stored: the backward pass computes them again from the block's inputs
 * (Chen et al. 2016, "Training deep nets with sublinear memory cost"). The block may capture parameters; every other
 * tensor that needs a gradient is an input. It must be a pure function: randomness comes from keys, and running
 * statistics are not updated while {@link #isActive} says that this is the second time.
 */
public final class Recompute implements Extension {
    private static final ScopedValue<Boolean> ACTIVE = ScopedValue.newInstance();
    private static final ScopedValue<Recompute> FORWARD = ScopedValue.newInstance();

    private final Function<List<Tensor>, List<Tensor>> block;
    private final Precision precision = Precision.current();
    private List<Spec> outputs;
    private boolean gradientNeeded;

    private Recompute(Function<List<Tensor>, List<Tensor>> block) {
        this.block = block;
    }

    /** Computes {@code block} without storing what lies inside it. */
    public static List<Tensor> checkpoint(Function<List<Tensor>, List<Tensor>> block, List<Tensor> inputs) {
        return Autograd.isRecording() ? Apply.all(new Recompute(block), inputs) : block.apply(inputs);
    }

    /** Whether a block is being computed for the second time, such as inside a backward pass. */
    public static boolean isActive() {
        return ACTIVE.orElse(false);
    }

    /** Runs what has been computed before, such as a forward pass that was not recorded the first time. */
    public static <T> T again(Supplier<T> body) {
        return ScopedValue.where(ACTIVE, true).call(body::get);
    }

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        return outputs;
    }

    @Override
    public List<Tensor> forward(List<Tensor> inputs) {
        List<Tensor> results = ScopedValue.where(FORWARD, this).call(() -> block.apply(inputs));
        gradientNeeded |= inputs.stream().anyMatch(Tensor::requiresGrad);
        outputs = results.stream().map(Tensor::spec).toList();
        return results;
    }

    /** Called where an operation has an input that needs a gradient: the block around it does then, too. */
    static void noticeGradient() {
        if (FORWARD.isBound()) {
            FORWARD.get().gradientNeeded = true;
        }
    }

    /** None where neither an input nor a captured parameter needs a gradient, as in a frozen block. */
    @Override
    public int differentiableOutputs() {
        return gradientNeeded ? Integer.MAX_VALUE : 0;
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT;
    }

    /**
     * What the backward pass of a block finds.
     *
     * @param inputs   gradients by position of the input
     * @param captured gradients of the leaves that the block captured
     */
    record Found(Map<Integer, Tensor> inputs, Map<Tensor, Tensor> captured) { }

    /** Computes the block again, this time recorded, and goes back through it. */
    Found gradients(Node node, List<Tensor> cotangents) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs(); i++) {
            Tensor input = node.saved().input(i);
            inputs.add(node.saved().needs(i) ? input.requireGrad() : input);
        }
        long oldest = Node.nextId();
        List<Tensor> results = again(() -> Autograd.withGradients(() -> precision.run(() -> block.apply(inputs))));
        List<Tensor> reached = new ArrayList<>();
        List<Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).requiresGrad()) {
                reached.add(results.get(i));
                seeds.add(cotangents.get(i));
            }
        }
        Map<Tensor, Tensor> captured = Backward.gradients(reached, seeds, oldest);
        Map<Integer, Tensor> ofInputs = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = captured.remove(inputs.get(i));
            if (gradient != null) {
                ofInputs.put(i, gradient);
            }
        }
        return new Found(ofInputs, captured);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException("the backward pass asks for gradients(), which also reach captured parameters");
    }
}
