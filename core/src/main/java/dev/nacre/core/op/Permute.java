package dev.nacre.core.op;

import dev.nacre.core.Layout;
import dev.nacre.core.Tensor;
import java.util.List;

/** Dimensions reordered: dimension i of the result is {@code order[i]} of the input. */
public record Permute(List<Integer> order) implements View {
    @Override
    public String name() {
        return "permute";
    }

    @Override
    public Layout look(Layout input) {
        return input.permute(order.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return List.of(cotangents.getFirst().permute(inverse));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("permute", in -> in.getFirst().permute(2, 0, 1), Sample.real(-1, 1, 3, 4, 5)),
                Sample.of("transpose", in -> in.getFirst().transpose(0, -1), Sample.real(-1, 1, 3, 4, 5)));
    }
}
