package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.List;

/** A 1 at the place that an id names, 0 elsewhere: a composite, ids = 0 … classes − 1. */
public final class OneHot {
    private OneHot() {
    }

    /** Ids of any shape (int32 or int64) to {@code [ids…, classes]} of {@code type}; ids outside give zeros. */
    public static Tensor of(Tensor ids, int classes, DType type) {
        Check.of("one_hot", ids).index(0);
        Tensor places = ids.device().run(() -> Tensor.arange(classes)).to(ids.type());
        return ids.unsqueeze(-1).equalTo(places).to(type);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("one_hot", in -> of(in.getFirst(), 5, DType.INT64), Sample.index(5, 3, 7)));
    }
}
