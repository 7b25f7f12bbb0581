package dev.nacre.bench.peers;

import dev.nacre.bench.peers.Work.Part;
import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every convolution of B5 at 1520 × 912, forward and both gradients, float32. */
final class ConvolutionRows {
    private static final Set<String> QUICK = Set.of("3x3 stride 2 3 to 48 at 1520x912 forward",
            "1x1 24 to 144 at 760x456 forward", "1x1 240 to 64 at 190x114 weight gradient",
            "1x1 304 to 1824 at 48x29 input gradient", "depthwise 3x3 240 at 380x228 forward",
            "depthwise 3x3 240 at 380x228 input gradient", "depthwise 3x3 768 at 95x57 weight gradient",
            "depthwise 5x5 384 at 190x114 forward", "depthwise 5x5 384 at 190x114 input gradient",
            "depthwise 5x5 stride 2 1056 at 95x57 forward", "depthwise 5x5 stride 2 1056 at 95x57 weight gradient");

    private final List<NamedWork> works = new ArrayList<>();

    private ConvolutionRows() {
    }

    static KernelGroup of(double goal) {
        EfficientNetShapes shapes = new EfficientNetShapes(1520, 912);
        ConvolutionRows rows = new ConvolutionRows();
        // Nobody needs the gradient of the picture.
        rows.add(shapes.stem(), Part.FORWARD);
        rows.add(shapes.stem(), Part.WEIGHT);
        List.of(shapes.pointwise(), shapes.depthwise()).forEach(kind -> kind.forEach(shape -> {
            for (Part part : Part.values()) {
                rows.add(shape, part);
            }
        }));
        return new KernelGroup("convolution", "convolution, geometric mean", rows.works, goal, Double.NaN);
    }

    private void add(EfficientNetShapes.Shape shape, Part part) {
        String name = (shape.depthwise() ? "depthwise " : "") + shape.kernel() + "x" + shape.kernel()
                + (shape.stride() == 1 ? "" : " stride " + shape.stride()) + " " + shape.in()
                + (shape.depthwise() ? "" : " to " + shape.out()) + " at " + shape.height() + "x" + shape.width()
                + " " + (part == Part.FORWARD ? "forward" : part.word() + " gradient");
        Work work = Work.of(Work.CONVOLUTION, DType.FLOAT32).with("batch", 1).with("height", shape.height())
                .with("width", shape.width()).with("in", shape.in()).with("out", shape.out())
                .with("kernel", shape.kernel()).with("stride", shape.stride()).with("groups", shape.groups())
                .with("part", part.word());
        long weights = (long) shape.kernel() * shape.kernel() * shape.in() / shape.groups() * shape.out();
        long in = (long) shape.height() * shape.width() * shape.in();
        long places = (long) shape.outputHeight() * shape.outputWidth();
        works.add(new NamedWork("convolution " + name, work,
                (weights + in + places * shape.out()) * DType.FLOAT32.bytes(), 2 * places * weights,
                QUICK.contains(name)));
    }
}
