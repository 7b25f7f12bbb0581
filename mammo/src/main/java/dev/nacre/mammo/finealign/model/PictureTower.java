package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.IndexAdd;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.core.op.Window;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.PyramidEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures of exams as places, vectors and breasts (specification §2.2). With e3 and e4 the encoder's maps at 1/16 and
 * 1/32, places are P = L2(Conv1×1(e3) + ε), with a learned ε for each of the two views, and P' what becomes of them in
 * {@link CrossViewAttention}. A picture is z = L2(W·mean(e4) + ε_v + U·mean(P' − P) + s·max(asymmetry)), with a learned
 * ε_v for each of the four views; U and s carry to the whole what was found among the places, and s starts at 0. The
 * specification names what enters z and leaves open how; this is our choice. The precursor has W and the convolution
 * alone.
 */
final class PictureTower extends Module {
    static final int COLOURS = 3;
    private static final int STRIDE = 32;
    private static final int E3 = 3;
    private static final double SMALL = 0.02;

    private final FineAlignConfig config;
    private final PyramidEncoder encoder;
    private final Conv2d places;
    private final Linear whole;
    private final Parameter placeViews;
    private final Parameter wholeViews;
    private final CrossViewAttention crossView;
    private final Linear crossViewWhole;
    private final Parameter asymmetryWhole;

    PictureTower(FineAlignConfig config) {
        this.config = config;
        int width = config.width();
        int channels = config.pictures().pyramidChannels().get(E3);
        encoder = child("encoder", PyramidEncoder.of(config.pictures()));
        places = child("place_projection", Conv2d.withoutBias(channels, width, 1, Window.PLAIN,
                Initialiser.uniformByFanIn(channels)));
        whole = child("vector_projection", new Linear(config.pictures().features(), width));
        boolean views = config.mode() == FineAlignConfig.Mode.RECOMMENDED;
        placeViews = views ? embedding("place_view", 2) : null;
        wholeViews = views ? embedding("vector_view", ExamView.COUNT) : null;
        boolean crosses = config.crossView().isPresent();
        crossView = crosses ? child("cross_view", new CrossViewAttention(width, config.crossView())) : null;
        crossViewWhole = crosses ? child("cross_view_vector", Linear.withoutBias(width, width,
                Initialiser.uniformByFanIn(width))) : null;
        asymmetryWhole = config.comparesBreasts() ? parameter("asymmetry_vector", Shape.of(width), FileLayout.SAME,
                Initialiser.ZEROS) : null;
    }

    private Parameter embedding(String name, int views) {
        return parameter(name, Shape.of(views, config.width()), FileLayout.SAME, Initialiser.normal(SMALL));
    }

    PyramidEncoder encoder() {
        return encoder;
    }

    ExamFeatures forward(Tensor pictures, int[] slots, int exams, Pass pass) {
        check(pictures, slots, exams);
        Tensor present = present(slots, exams);
        List<Tensor> found = runAll(pass, own -> {
            List<Tensor> results = new ArrayList<>(encoder.pyramid(scaled(pictures), own));
            results.addAll(features(results, slots, present, own));
            return results;
        });
        int maps = found.size() - 4;
        return new ExamFeatures(found.subList(0, maps), present, found.get(maps), found.get(maps + 1),
                found.get(maps + 2), found.get(maps + 3));
    }

    /** Places, vectors, breasts and asymmetry. */
    private List<Tensor> features(List<Tensor> pyramid, int[] slots, Tensor present, Pass pass) {
        Tensor index = present.device().run(() -> Tensor.of(slots));
        Tensor alone = places(pyramid.get(E3), index, present, pass);
        Tensor together = crossView == null ? alone : crossView.forward(alone, present, pass);
        Tensor asymmetry = asymmetryWhole == null ? Tensor.zeros(present.size(0), ExamView.COUNT, alone.size(2),
                alone.size(3)) : Asymmetry.of(alone, present, config.asymmetry());
        Tensor vectors = all(whole.forward(pyramid.getLast().mean(1, 2), pass), index, present);
        if (wholeViews != null) {
            vectors = vectors.add(wholeViews.value());
        }
        if (crossView != null) {
            vectors = vectors.add(crossViewWhole.forward(together.sub(alone).mean(2, 3), pass));
        }
        if (asymmetryWhole != null) {
            Tensor most = asymmetry.flatten(2, 3).max(2).getFirst();
            vectors = vectors.add(most.unsqueeze(2).mul(asymmetryWhole.value()));
        }
        vectors = L2Normalize.of(vectors, 2).mul(present.unsqueeze(2));
        Tensor map = pick(asymmetry, index).unsqueeze(3);
        return List.of(together, vectors, breasts(vectors, present), map);
    }

    /** P, {@code [exams, 4, rows, columns, width]}, 0 where a view is missing. */
    private Tensor places(Tensor e3, Tensor index, Tensor present, Pass pass) {
        Tensor all = all(places.forward(e3, pass), index, present);
        if (placeViews != null) {
            // CC and MLO alternate, as the views of ExamView do.
            Tensor both = placeViews.value();
            Tensor four = both.unsqueeze(0).expand(2, 2, config.width()).reshape(ExamView.COUNT, 1, 1, config.width());
            all = all.add(four);
        }
        Tensor there = present.reshape(present.size(0), ExamView.COUNT, 1, 1, 1);
        return L2Normalize.of(all, 4).mul(there);
    }

    /** {@code [n, …] → [exams, 4, …]}, 0 where a view is missing. */
    private static Tensor all(Tensor there, Tensor index, Tensor present) {
        long slots = present.elements();
        Tensor spread = Apply.one(new IndexAdd(0, slots), index, there);
        long[] sizes = new long[there.rank() + 1];
        sizes[0] = present.size(0);
        sizes[1] = ExamView.COUNT;
        for (int i = 1; i < there.rank(); i++) {
            sizes[i + 1] = there.size(i);
        }
        return spread.reshape(sizes);
    }

    /** {@code [exams, 4, …] → [n, …]}, the views that are there. */
    static Tensor pick(Tensor all, Tensor index) {
        return IndexSelect.of(all.flatten(0, 1), 0, index);
    }

    private static Tensor breasts(Tensor vectors, Tensor present) {
        long exams = present.size(0);
        Tensor sums = vectors.reshape(exams, 2, 2, vectors.size(2)).sum(2);
        Tensor counts = present.reshape(exams, 2, 2).sum(2).clamp(1, Double.POSITIVE_INFINITY);
        return sums.div(counts.unsqueeze(2));
    }

    private Tensor scaled(Tensor pictures) {
        FineAlignConfig.Scale scale = config.scale();
        Tensor scaled = pictures.sub(scale.mean()).div(scale.deviation());
        return pictures.size(3) == COLOURS ? scaled : scaled.expand(pictures.size(0), pictures.size(1),
                pictures.size(2), COLOURS).contiguous();
    }

    private static Tensor present(int[] slots, int exams) {
        float[] there = new float[exams * ExamView.COUNT];
        Arrays.stream(slots).forEach(slot -> there[slot] = 1);
        return Tensor.of(there, exams, ExamView.COUNT);
    }

    private static void check(Tensor pictures, int[] slots, int exams) {
        if (pictures.rank() != 4 || pictures.size(3) != 1 && pictures.size(3) != COLOURS
                || pictures.size(1) % STRIDE != 0 || pictures.size(2) % STRIDE != 0) {
            throw new ShapeException("pictures " + pictures.spec() + " are not [n, height, width, 1 or 3] with a height"
                    + " and a width that divide by " + STRIDE + ", as the maps of this model do: choose another size");
        }
        if (slots.length == 0 || slots.length != pictures.size(0)
                || Arrays.stream(slots).anyMatch(slot -> slot < 0 || slot >= exams * ExamView.COUNT)
                || Arrays.stream(slots).distinct().count() < slots.length) {
            throw new IllegalArgumentException(pictures.size(0) + " pictures cannot take the places "
                    + Arrays.toString(slots) + " in " + exams + " exams of " + ExamView.COUNT + " views");
        }
    }
}
