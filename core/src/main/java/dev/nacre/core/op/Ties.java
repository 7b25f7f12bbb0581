package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.List;

/** The derivative of choosing between two numbers: the winner gets the cotangent, a tie is shared evenly. */
final class Ties {
    private Ties() {
    }

    static List<Tensor> split(Saved saved, Tensor cotangent, Tensor firstWins) {
        DType type = cotangent.type();
        Tensor tie = saved.input(0).equalTo(saved.input(1)).to(type).mul(0.5);
        Tensor first = cotangent.mul(firstWins.to(type).add(tie));
        return List.of(first, cotangent.sub(first));
    }
}
