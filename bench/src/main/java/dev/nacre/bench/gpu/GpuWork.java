package dev.nacre.bench.gpu;

import dev.nacre.bench.peers.OurWork;
import dev.nacre.bench.peers.Work;
import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.Map;

/**
 * Our way of doing each work on the current device. A network that sees pictures is kept for the next batch of it: its
 * weights take longer to draw than most works take.
 */
final class GpuWork implements AutoCloseable {
    /** Elements that are read in one place and written in another; nothing else is done to them. */
    static final String COPY = "device_copy";
    private static final Map<String, EfficientNetConfig> NETWORKS = Map.of("tiny", EfficientNetConfig.TINY, "b2",
            EfficientNetConfig.B2, "b5", EfficientNetConfig.B5);
    private static final int COLOURS = 3;

    private String kept = "";
    private EfficientNet network;

    /** One run of a work, whose inputs are made now. */
    Runnable of(Work work) {
        if (work.kind().equals(COPY)) {
            Tensor x = Tensor.ones(work.size("elements")).contiguous();
            return x::neg;
        }
        return work.kind().equals(Work.MODEL) && NETWORKS.containsKey(work.text("name")) ? pictures(work)
                : OurWork.of(work);
    }

    /** As {@link #of}, with inputs of float32 that the operations themselves round to bfloat16. */
    Runnable rounding(Work work) {
        Runnable exact = of(work.with("type", "float32"));
        return () -> Precision.BFLOAT16.run(() -> {
            exact.run();
            return null;
        });
    }

    /** The network of that name with weights from a key. */
    EfficientNet network(String name) {
        if (!kept.equals(name)) {
            close();
            network = new EfficientNet(NETWORKS.get(name).withDropout(0, 0)).init(Key.of(1));
            kept = name;
        }
        return network;
    }

    /** The same picture in every place of a batch, {@code [batch, height, width, 3]}. */
    static Tensor picture(long batch, long height, long width) {
        return Tensor.randn(Key.of(2), 1, height, width, COLOURS).expand(Shape.of(batch, height, width, COLOURS))
                .contiguous();
    }

    private Runnable pictures(Work work) {
        EfficientNet encoder = network(work.text("name"));
        Tensor pictures = picture(work.size("batch"), work.size("height"), work.size("width"));
        Precision precision = work.type() == DType.BFLOAT16 ? Precision.BFLOAT16 : Precision.FLOAT32;
        if (!work.is("training")) {
            return () -> precision.run(() -> encoder.forward(pictures, Pass.EVAL));
        }
        Pass pass = Pass.train(Key.of(3));
        return () -> {
            Tensor loss = precision.run(() -> encoder.forward(pictures, pass)).square().mean();
            try (Gradients gradients = loss.backward()) {
                if (gradients.size() == 0) {
                    throw new IllegalStateException("the network has no gradients");
                }
            }
        };
    }

    /** Gives the weights back. */
    @Override
    public void close() {
        if (network != null) {
            network.release();
        }
        kept = "";
    }
}
