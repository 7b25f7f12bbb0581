package dev.nacre.core.matrix;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Backward;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What came out of one call of a sample: the outputs, and the gradients of Σ output·cotangent.
 *
 * @param outputs   all of them, detached
 * @param carries   whether an output carries gradients
 * @param gradients by position of the input; null for integers and where nothing depends on it
 */
public record SampleRun(List<Tensor> outputs, List<Boolean> carries, List<Tensor> gradients) {
    /** The sample on a device, in one floating type. */
    public static SampleRun of(Sample sample, Device device, DType floating) {
        return of(sample, sample.call(), device, SampleInputs.of(sample, device, floating), floating);
    }

    /** A call with given inputs, which become leaves; cotangents are rounded to {@code precision}. */
    public static SampleRun of(Sample sample, Function<List<Tensor>, List<Tensor>> call, Device device,
            List<Tensor> inputs, DType precision) {
        List<Tensor> leaves = inputs.stream().map(x -> x.type().isFloating() ? x.requireGrad() : x).toList();
        List<Tensor> outputs = device.run(() -> call.apply(leaves));
        List<Tensor> reached = new ArrayList<>();
        List<Tensor> cotangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requiresGrad()) {
                reached.add(outputs.get(i));
                Spec spec = new Spec(precision, outputs.get(i).shape());
                cotangents.add(SampleInputs.cotangent(sample, i, spec, device).to(outputs.get(i).type()));
            }
        }
        Map<Tensor, Tensor> found = reached.isEmpty() ? Map.of() : Backward.gradients(reached, cotangents);
        return new SampleRun(outputs.stream().map(Tensor::detach).toList(),
                outputs.stream().map(Tensor::requiresGrad).toList(), leaves.stream().map(found::get).toList());
    }
}
