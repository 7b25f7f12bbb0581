package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import jcuda.driver.CUstream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnBackendAttributeName;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptorType;
import jcuda.jcudnn.cudnnHandle;
import jcuda.runtime.cudaStream_t;

/**
 * Work that cuDNN plans and computes as a whole, planned once where it is equal.
 */
final class JCudnnPlans implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.nacre");

    /** A handle whose address can be asked for. */
    private static final class Handle extends cudnnHandle {
        long address() {
            return getNativePointer();
        }
    }

    /** Plans for the handle's device. */
    private final class OnDevice implements GraphTarget {
        @Override
        public void tellGraph(GraphDescriptor graph) {
            tell(graph, cudnnBackendAttributeName.CUDNN_ATTR_OPERATIONGRAPH_HANDLE);
        }

        @Override
        public void tellPlan(GraphDescriptor plan) {
            tell(plan, cudnnBackendAttributeName.CUDNN_ATTR_EXECUTION_PLAN_HANDLE);
        }

        private void tell(GraphDescriptor descriptor, int name) {
            descriptor.addresses(name, cudnnBackendAttributeType.CUDNN_TYPE_HANDLE, handle.address());
        }
    }

    private final Handle handle = new Handle();
    private final Map<PlannedWork, Optional<GraphPlan>> plans = new HashMap<>();
    private CUstream stream;

    JCudnnPlans() {
        JCudnn.setExceptionsEnabled(false);
        GraphDescriptor.check("cudnnCreate", JCudnn.cudnnCreate(handle));
    }

    /** Bytes that the plan needs beside its tensors; negative where there is no plan. */
    long workspace(PlannedWork work) {
        return plans.computeIfAbsent(work, this::plan).map(GraphPlan::workspace).orElse(-1L);
    }

    private Optional<GraphPlan> plan(PlannedWork work) {
        try {
            return switch (work) {
                case Convolution convolution -> ConvolutionGraph.plan(convolution, new OnDevice());
                case PlannedAttention attention -> AttentionGraph.plan(attention, new OnDevice());
                case PlannedAttentionGradient gradient -> AttentionGradientGraph.plan(gradient, new OnDevice());
                case PlannedProduct product -> throw new CudaException("products are not planned by cuDNN");
            };
        } catch (CudaException e) {
            LOG.log(Level.WARNING, "cuDNN cannot plan {0}, which kernels of our own compute: {1}", work,
                    e.getMessage());
            return Optional.empty();
        }
    }

    void run(PlannedCall call, CUstream target) {
        GraphPlan plan = plans.getOrDefault(call.work(), Optional.empty())
                .orElseThrow(() -> new IllegalStateException("not planned: " + call.work()));
        if (target != stream) {
            GraphDescriptor.check("cudnnSetStream", JCudnn.cudnnSetStream(handle, new cudaStream_t(target)));
            stream = target;
        }
        long[] addresses = LongStream.concat(call.tensors().stream().mapToLong(Region::address),
                plan.constants().stream().mapToLong(MemorySegment::address)).toArray();
        try (GraphDescriptor memory = GraphDescriptor.of(
                cudnnBackendDescriptorType.CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR)) {
            memory.integers(cudnnBackendAttributeName.CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS,
                            LongStream.rangeClosed(1, addresses.length).toArray())
                    .addresses(cudnnBackendAttributeName.CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS,
                            cudnnBackendAttributeType.CUDNN_TYPE_VOID_PTR, addresses)
                    .addresses(cudnnBackendAttributeName.CUDNN_ATTR_VARIANT_PACK_WORKSPACE,
                            cudnnBackendAttributeType.CUDNN_TYPE_VOID_PTR, call.workspace().address())
                    .finish("memory of a plan");
            GraphDescriptor.check("cudnnBackendExecute", JCudnn.cudnnBackendExecute(handle, plan.plan(), memory));
        }
    }

    @Override
    public void close() {
        plans.values().forEach(plan -> plan.ifPresent(GraphPlan::close));
        plans.clear();
        GraphDescriptor.check("cudnnDestroy", JCudnn.cudnnDestroy(handle));
    }
}
