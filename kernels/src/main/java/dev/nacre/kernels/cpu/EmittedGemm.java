package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.GemmOperand.Left;
import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.Right;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import dev.nacre.kernels.cpu.jit.BlockedProduct;
import dev.nacre.kernels.cpu.jit.MachineCode;
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
        var product = new BlockedProduct(MachineCode.instructionSet(), rowEnd - rowBegin, columnEnd - columnBegin, depthEnd - depthBegin,
                a.rowStride(), a.depthStride(), b.depthStride(), b.columnStride(), rows.stride(),
                target.accumulate(), LargeResults.pastCaches(target.segment(), rows.stride() * Float.BYTES));
        if (!product.serves()) {
            return false;
        }
        try (var scratch = Scratch.borrow(product.scratchFloats())) {
            product.run(address(a.source(), a.offset() + rowBegin * a.rowStride() + depthBegin * a.depthStride()),
                    address(b.source(), b.offset() + depthBegin * b.depthStride() + columnBegin * b.columnStride()),
                    address(target.segment(), rows.offset(rowBegin) + columnBegin), scratch.segment().address());
        } finally {
            Reference.reachabilityFence(left);
            Reference.reachabilityFence(right);
            Reference.reachabilityFence(target);
        }
        return true;
    }

    private static long address(MemorySegment segment, long element) {
        return segment.address() + element * Float.BYTES;
    }
}
