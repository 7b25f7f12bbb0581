package dev.nacre.core.op;

import dev.nacre.core.Layout;
import java.util.List;

/** An operation that only looks at the same elements in another way: no backend is asked, nothing is copied. */
public sealed interface View extends Operation permits Reshape, Permute, Slice, Expand, Flip {
    /** Where the result's elements lie, given where the input's lie. */
    Layout look(Layout input);

    @Override
    default List<Spec> outputs(List<Spec> inputs) {
        Spec input = inputs.getFirst();
        return List.of(new Spec(input.type(), look(Layout.contiguous(input.shape())).shape()));
    }

    @Override
    default Keep keep() {
        return Keep.NOTHING;
    }
}
