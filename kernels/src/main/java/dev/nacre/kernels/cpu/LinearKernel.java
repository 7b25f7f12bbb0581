package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Linear;
import dev.nacre.kernels.cpu.jit.BlockedProduct;
import dev.nacre.kernels.cpu.jit.BlockedTileProduct;
import dev.nacre.kernels.cpu.jit.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A linear map by emitted code, x·W + b in one pass: the bias is added while the last sums are in registers. Under
 * {@link Precision#BFLOAT16} factors are rounded as they are read.
 */
record LinearKernel(Linear linear, Operand x, Operand weight, boolean biased) {
    static LinearKernel of(Linear linear, List<Operand> inputs) {
        return new LinearKernel(linear, inputs.get(0), inputs.get(1), inputs.size() == 3);
    }

    /** Whether it does the work; the operation's decomposition does otherwise. */
    static boolean serves(Linear linear, List<Operand> inputs) {
        boolean floats = inputs.stream().allMatch(o -> o.type() == DType.FLOAT32 && o.shape().elements() > 0);
        boolean code = linear.precision() == Precision.BFLOAT16 ? CpuProvider.tiles() : CpuProvider.machineCode();
        if (!floats || !code) {
            return false;
        }
        var kernel = of(linear, inputs);
        return !Gemm.isSliced(kernel.rows(), kernel.columns(), kernel.depth())
                && (kernel.tiles() ? kernel.tileProduct(kernel.rows(), kernel.columns()).serves()
                        : kernel.product(kernel.rows(), kernel.columns()).serves());
    }

    private boolean tiles() {
        return linear.precision() == Precision.BFLOAT16;
    }

    private long depth() {
        return weight.shape().size(0);
    }

    private long columns() {
        return weight.shape().size(1);
    }

    private long rows() {
        return x.shape().elements() / depth();
    }

    private BlockedProduct product(long rows, long columns) {
        return new BlockedProduct(MachineCode.instructionSet(), rows, columns, depth(), depth(), 1,
                weight.layout().stride(0), weight.layout().stride(1), columns(), false, false);
    }

    private BlockedTileProduct tileProduct(long rows, long columns) {
        return new BlockedTileProduct(rows, columns, depth(), depth(), 1, true, weight.layout().stride(0),
                weight.layout().stride(1), true, columns(), true);
    }

    void run(Workers workers, List<Operand> inputs, Operand output) {
        var y = Dense.memory(output);
        try (var rows = Dense.of(workers, x);
                var bias = biased ? Dense.of(workers, inputs.get(2)) : new Dense(MemorySegment.NULL, 0, null)) {
            var grid = tiles() ? GemmGrid.of(workers, rows(), columns(),
                    Math.max(1, depth() / TileGemm.WORTH_A_THREAD_FACTOR), TileGemm.TILE_ROWS, TileGemm.TILE_COLUMNS)
                    : GemmGrid.of(workers, rows(), columns(), depth(), GemmTile.ROWS, GemmTile.instance().columns());
            workers.parts(grid.parts(), part -> {
                if (grid.rowBegin(part) < grid.rowEnd(part) && grid.columnBegin(part) < grid.columnEnd(part)) {
                    part(grid, part, address(rows.segment(), rows.offset()), biased
                            ? address(bias.segment(), bias.offset()) : 0, y.address());
                }
            });
        }
    }

    private static long address(MemorySegment segment, long element) {
        return segment.address() + element * Float.BYTES;
    }

    private void part(GemmGrid grid, int part, long left, long bias, long y) {
        long row = grid.rowBegin(part);
        long column = grid.columnBegin(part);
        long from = left + row * depth() * Float.BYTES;
        long right = address(Dense.memory(weight), weight.layout().offset() + column * weight.layout().stride(1));
        long to = y + (row * columns() + column) * Float.BYTES;
        long shift = bias == 0 ? 0 : bias + column * Float.BYTES;
        long count = grid.rowEnd(part) - row;
        long width = grid.columnEnd(part) - column;
        if (tiles()) {
            var product = tileProduct(count, width);
            try (var scratch = Scratch.borrow(product.scratchBytes() / Float.BYTES + 1)) {
                product.run(from, right, to, shift, scratch.segment().address());
            }
        } else {
            EmittedGemm.run(product(count, width), from, right, to, shift);
        }
    }
}
