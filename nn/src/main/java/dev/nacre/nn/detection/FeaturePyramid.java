package dev.nacre.nn.detection;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.UpsampleNearest;
import dev.nacre.core.op.Window;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * Maps of one width at five resolutions, the coarse ones added into the fine ones (Lin et al. 2017, "Feature Pyramid
 * Networks"; levels 6 and 7 as RetinaNet adds them). With maps C3, C4 and C5 of an encoder, kernels of side 1 and 3,
 * and U for repeating pixels: T5 = conv1(C5), T4 = U(T5) + U(conv1(C4)), T3 = U(T4) + U(conv1(C3)); P5, P4 and P3 =
 * conv3(T5), conv3(T4) and conv3(T3); P6 = conv3(C5) at stride 2, P7 = conv3(ReLU(P6)) at stride 2. Level l stands for
 * 2^l pixels; an encoder's map that is coarser than its level is repeated to fit. Names are those of Mammo-CLIP's
 * detectors ({@code P4_1} before the sum, {@code P4_2} after it).
 */
public final class FeaturePyramid extends Module {
    private static final int FINEST = 3;

    private final List<Integer> strides;
    private final List<Conv2d> before;
    private final List<Conv2d> after;
    private final Conv2d sixth;
    private final Conv2d seventh;

    /**
     * The pyramid over three maps.
     *
     * @param channels of C3, C4 and C5
     * @param strides pixels of the picture for a place of each: 8, 16 and 32, or coarser by powers of two
     * @param width channels of the result
     */
    public FeaturePyramid(List<Integer> channels, List<Integer> strides, int width) {
        if (channels.size() != 3 || strides.size() != 3) {
            throw new IllegalArgumentException("maps of " + channels + " channels and strides of " + strides
                    + ": a pyramid stands on three");
        }
        for (int number = 0; number < strides.size(); number++) {
            int finest = 1 << FINEST + number;
            if (strides.get(number) % finest != 0) {
                throw new IllegalArgumentException("a map at stride " + strides.get(number) + " for a level at stride "
                        + finest + ": give a multiple");
            }
        }
        this.strides = List.copyOf(strides);
        before = List.of(lateral(3, channels, width), lateral(4, channels, width), lateral(5, channels, width));
        after = List.of(child("P3_2", convolution(width, width, 1)), child("P4_2", convolution(width, width, 1)),
                child("P5_2", convolution(width, width, 1)));
        sixth = child("P6", convolution(channels.getLast(), width, 2));
        seventh = child("P7_2", convolution(width, width, 2));
    }

    private Conv2d lateral(int level, List<Integer> channels, int width) {
        return child("P" + level + "_1", Conv2d.withBias(channels.get(level - FINEST), width, 1, Window.PLAIN,
                Initialiser.normalByFanOut(width)));
    }

    private static Conv2d convolution(int in, int width, int stride) {
        return Conv2d.withBias(in, width, 3, Window.PLAIN.stride(stride).padding(1),
                Initialiser.normalByFanOut(9L * width));
    }

    /**
     * P3 to P7, {@code [batch, about height / 2^l, about width / 2^l, width]}. Where sizes do not divide, the
     * coarser of two maps that are added is cut at its lower and right border to the size of the finer, or its last row
     * and column are repeated.
     *
     * @param maps C3, C4 and C5
     */
    public List<Tensor> forward(List<Tensor> maps, Pass pass) {
        return runAll(pass, own -> {
            Tensor five = raised(maps, 5, own);
            Tensor four = sum(UpsampleNearest.of(five, 2), raised(maps, 4, own));
            Tensor three = sum(UpsampleNearest.of(four, 2), raised(maps, 3, own));
            Tensor six = sixth.forward(maps.getLast(), own);
            return List.of(after.get(0).forward(three, own), after.get(1).forward(four, own),
                    after.get(2).forward(five, own), six, seventh.forward(six.relu(), own));
        });
    }

    private Tensor raised(List<Tensor> maps, int level, Pass pass) {
        int number = level - FINEST;
        Tensor map = before.get(number).forward(maps.get(number), pass);
        int factor = strides.get(number) >> level;
        return factor == 1 ? map : UpsampleNearest.of(map, factor);
    }

    private static Tensor sum(Tensor coarse, Tensor fine) {
        return fitted(fitted(coarse, 1, fine.size(1)), 2, fine.size(2)).add(fine);
    }

    private static Tensor fitted(Tensor map, int dim, long wanted) {
        long size = map.size(dim);
        if (size >= wanted) {
            return map.slice(dim, 0, wanted);
        }
        long[] sizes = map.shape().sizes();
        sizes[dim] = wanted - size;
        return Concat.of(dim, List.of(map, map.slice(dim, size - 1, size).expand(sizes)));
    }
}
