package dev.nacre.bench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.kernels.cpu.jit.MachineCode;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a training step asks for after the first of its shape. */
class SecondStepMemoryTest {
    /** Small objects of the graph and of the kernels' calls, 10 MiB when this was written; nothing of a map's size. */
    private static final long HEAP = 16L << 20;

    /** Threads' working memory may meet in a way that it has not met before. */
    private static final long MAPPED = 1L << 20;

    /** Single numbers may be on their way. */
    private static final long LEFT = 1L << 10;

    private final EfficientNet net = new EfficientNet(EfficientNetConfig.B0).init(Key.of(1));

    @Test
    void laterStepsMapAndHoldNothingNew() {
        try (Tensor pictures = warm()) {
            long held = NativePool.shared().inUse();
            long mapped = NativePool.shared().mapped();
            step(net, pictures);
            assertThat(NativePool.shared().mapped() - mapped).isLessThan(MAPPED);
            assertThat(NativePool.shared().inUse() - held).as("tensors left for the collector").isLessThan(LEFT);
        }
    }

    @Test
    void laterStepsLeaveABoundedHeap() {
        assumeTrue(MachineCode.unavailable().isEmpty(), "without emitted machine code, vectors in loops that are not"
                + " compiled yet are objects, for dozens of steps");
        try (Tensor pictures = warm()) {
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = threads.getTotalThreadAllocatedBytes();
            step(net, pictures);
            assertThat(threads.getTotalThreadAllocatedBytes() - allocated).isLessThan(HEAP);
        }
    }

    private Tensor warm() {
        Tensor pictures = Tensor.randn(Key.of(2), 1, 190, 114, 3);
        for (int step = 0; step < 3; step++) {
            step(net, pictures);
        }
        return pictures;
    }

    private static void step(EfficientNet net, Tensor pictures) {
        Scope.run("step", () -> {
            try (Gradients gradients = net.forward(pictures, Pass.train(Key.of(3))).square().mean().backward()) {
                assertThat(gradients.size()).isEqualTo(net.parameters().size());
            }
        });
    }
}
