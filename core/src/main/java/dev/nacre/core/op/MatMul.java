package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Matrix products over equal batch dimensions: C = A·B, {@code [batch…, m, k] × [batch…, k, n] → [batch…, m, n]}.
 * Ā = C̄·Bᵀ, B̄ = Aᵀ·C̄. {@link Tensor#matmul} broadcasts the batch.
 *
 * @param precision of float32 operands: they are rounded to bfloat16, or taken as they are; sums stay in float32
 */
public record MatMul(Precision precision) implements Primitive {
    /** Operands as they are. */
    public MatMul() {
        this(Precision.FLOAT32);
    }

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        Check check = Check.of(this, inputs, 2).floating(0).sameType(0, 1);
        check.that(a.rank() >= 2 && b.rank() == a.rank(), "needs two matrices with the same batch dimensions");
        check.size(1, -2, a.size(-1), "summed with the last of input 0");
        Shape result = a.with(-1, b.size(-1));
        check.that(a.with(-1, 1).with(-2, 1).equals(b.with(-1, 1).with(-2, 1)), "the batch dimensions differ");
        return List.of(new Spec(inputs.getFirst().type(), result));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain a = inputs.get(0);
        Plain b = inputs.get(1);
        long m = a.size(-2);
        long k = a.size(-1);
        long n = b.size(-1);
        for (long row = 0; row < outputs.getFirst().elements() / Math.max(1, n); row++) {
            long matrix = row / m * k * n;
            for (long j = 0; j < n; j++) {
                double sum = 0;
                for (long p = 0; p < k; p++) {
                    sum += MixedPrecision.factor(precision, a, row * k + p)
                            * MixedPrecision.factor(precision, b, matrix + p * n + j);
                }
                outputs.getFirst().set(row * n + j, sum);
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        return Arrays.asList(
                saved.needs(0) ? Apply.one(this, cotangent, saved.input(1).transpose(-1, -2)) : null,
                saved.needs(1) ? Apply.one(this, saved.input(0).transpose(-1, -2), cotangent) : null);
    }

    static List<Sample> samples() {
        return List.of(
                sample(Sample.real(-1, 1, 7, 5), Sample.real(-1, 1, 5, 9)),
                sample(Sample.real(-1, 1, 67, 129), Sample.real(-1, 1, 129, 47)),
                sample(Sample.real(-1, 1, 1, 300), Sample.real(-1, 1, 300, 1)),
                sample(Sample.real(-1, 1, 3, 17, 33), Sample.real(-1, 1, 3, 33, 19)),
                sample(Sample.real(-1, 1, 2, 3, 17, 33), Sample.real(-1, 1, 3, 33, 19)),
                sample(Sample.real(-1, 1, 2, 5, 33), Sample.real(-1, 1, 33, 19)),
                sample(Sample.real(-1, 1, 4, 0), Sample.real(-1, 1, 0, 3)),
                sample(Sample.real(-1, 1, 0, 4), Sample.real(-1, 1, 4, 3)),
                sample(Sample.real(-1, 1, 2, 3, 0), Sample.real(-1, 1, 2, 0, 5)),
                Sample.of("matmul transposed", in -> in.get(0).transpose(0, 1).matmul(in.get(1).transpose(0, 1)),
                        Sample.real(-1, 1, 65, 33), Sample.real(-1, 1, 34, 65)));
    }

    private static Sample sample(Sample.Input a, Sample.Input b) {
        return Sample.of("matmul " + a.shape() + b.shape(), in -> in.get(0).matmul(in.get(1)), a, b);
    }
}
