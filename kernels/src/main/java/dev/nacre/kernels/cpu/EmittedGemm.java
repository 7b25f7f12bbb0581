package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.GemmOperand.Left;
import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.Right;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import dev.nacre.kernels.cpu.jit.BlockedProduct;
import dev.nacre.kernels.cpu.jit.MachineCode;
import dev.nacre.kernels.cpu.tuning.Tuning;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** Parts of matrix products by emitted machine code: matrices in memory whose rows or columns are contiguous. */
final class EmittedGemm {
    private EmittedGemm() {
    }

    /** Computes one part of the result over a range of the depth; false where it does not serve. */
    static boolean multiply(Left left, Right right, long rowBegin, long rowEnd, long columnBegin, long columnEnd,
            long depthBegin, long depthEnd, Gemm.Target target) {
        if (!CpuProvider.machineCode() || !(left instanceof LeftMatrix a) || !(right instanceof RightMatrix b)
                || !(target.rows() instanceof Gemm.EvenRows rows)) {
            return false;
        }
        if (rowBegin == rowEnd || columnBegin == columnEnd) {
            return true;
        }
        var product = new BlockedProduct(MachineCode.instructionSet(), rowEnd - rowBegin, columnEnd - columnBegin,
                depthEnd - depthBegin, a.rowStride(), a.depthStride(), b.depthStride(), b.columnStride(), rows.stride(),
                target.accumulate(), LargeResults.pastCaches(target.segment(), rows.stride() * Float.BYTES));
        if (!product.serves()) {
            return false;
        }
        try {
            run(product, address(a.source(), a.offset() + rowBegin * a.rowStride() + depthBegin * a.depthStride()),
                    address(b.source(), b.offset() + depthBegin * b.depthStride() + columnBegin * b.columnStride()),
                    address(target.segment(), rows.offset(rowBegin) + columnBegin), 0);
        } finally {
            Reference.reachabilityFence(left);
            Reference.reachabilityFence(right);
            Reference.reachabilityFence(target);
        }
        return true;
    }

    /** Multiplies by the plan that is fastest here; addresses as {@link BlockedProduct#run} has them. */
    static void run(BlockedProduct product, long left, long right, long result, long bias) {
        Tuning.shared().run(product, product.plans(), plan -> {
            try (var scratch = Scratch.borrow(product.scratchFloats(plan))) {
                product.run(plan, left, right, result, bias, scratch.segment().address());
            }
        });
    }

    private static long address(MemorySegment segment, long element) {
        return segment.address() + element * Float.BYTES;
    }
}
