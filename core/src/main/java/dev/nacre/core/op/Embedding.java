package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/** Rows of a table by number: a composite around {@link IndexSelect}. */
public final class Embedding {
    private Embedding() {
    }

    /** Table {@code [vocabulary, width]}, ids of any shape (int32 or int64): {@code [ids…, width]}. */
    public static Tensor of(Tensor table, Tensor ids) {
        Check.of("embedding", table, ids).rank(0, 2).index(1);
        long[] sizes = Arrays.copyOf(ids.shape().sizes(), ids.rank() + 1);
        sizes[ids.rank()] = table.size(1);
        return IndexSelect.of(table, 0, ids.reshape(ids.elements())).reshape(sizes);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("embedding", in -> of(in.get(0), in.get(1)), Sample.real(-1, 1, 29, 35),
                Sample.index(29, 2, 3, 7)));
    }
}
