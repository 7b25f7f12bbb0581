package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one row of the cotangent adds to the weights' gradient of a depthwise convolution, as machine code:
 * {@code sums[row, column, c] += Σ_p x[row][p·step + column, c] · dy[p, c]}. Operands: the input rows as of
 * {@link DepthwiseRow}, then the cotangent's row, then the sums (float32, all taps {@code tap} elements apart, read and
 * written). Pixels are added in ascending order. Immutable, safe for many threads.
 */
public final class DepthwiseWeightRow {
    private static final int REMEMBERED = 128;
    private static final Map<Key, DepthwiseWeightRow> KNOWN = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DepthwiseWeightRow> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final List<RowDefinition.Operand> operands = new ArrayList<>();
    private final EmittedCode code;

    private record Key(InstructionSet set, DepthwiseRow.Shape shape, DType cotangent) { }

    private DepthwiseWeightRow(InstructionSet set, DepthwiseRow.Shape shape, DType cotangent) {
        for (int row = 0; row < shape.rows(); row++) {
            operands.add(new RowDefinition.Operand(RowDefinition.Kind.ROWS, DType.FLOAT32));
        }
        operands.add(new RowDefinition.Operand(RowDefinition.Kind.ROWS, cotangent));
        operands.add(new RowDefinition.Operand(RowDefinition.Kind.CHANNELS, DType.FLOAT32));
        this.code = EmittedCode.of(new DepthwiseWeightEmitter(set, shape, cotangent).emit());
    }

    /**
     * The kernel of a convolution's {@linkplain DepthwiseRow.Shape#forward shape}, whose output pixels are the
     * cotangent's: emitted at the first time, remembered for later. Needs {@link MachineCode#instructionSet()}.
     *
     * @param cotangent float32 or bfloat16
     */
    public static DepthwiseWeightRow define(DepthwiseRow.Shape shape, DType cotangent) {
        return define(MachineCode.instructionSet(), shape, cotangent);
    }

    /** The same in a set of instructions. */
    static DepthwiseWeightRow define(InstructionSet set, DepthwiseRow.Shape shape, DType cotangent) {
        var key = new Key(set, shape, cotangent);
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(key, _ -> new DepthwiseWeightRow(set, shape, cotangent));
        }
    }

    /** Room for one thread's operands; runs over the pixels of the cotangent's row. */
    public RowCall call() {
        return new RowCall(operands, code);
    }
}
