package dev.nacre.mammo.finealign.model;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The two views of a breast look at each other (specification §2.2, after GLAM): a place of one view attends to all
 * places of the other view that are about as far from the chest wall, which is a column and a few beside it. With P the
 * places of a view and Q those of its counterpart, X = P + γ·MHA(P, Q) and P' = L2(X + FFN(LayerNorm(X))), the same
 * weights both ways. γ and the last layer of the FFN start at 0, and P' at P. Where the counterpart is missing, P' = P.
 *
 * <p>Columns of the two views correspond as far as both have the chest wall on the left and one scale; the tilt of the
 * pectoral muscle in an MLO view is left to the tolerance.
 */
final class CrossViewAttention extends Module {
    private static final Initialiser WEIGHTS = Initialiser.truncatedNormal(0.02);
    private static final double EPSILON = 1e-5;
    private static final int FFN_FACTOR = 2;

    private final int heads;
    private final int tolerance;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear output;
    private final Parameter gamma;
    private final LayerNorm norm;
    private final Linear widen;
    private final Linear narrow;

    CrossViewAttention(int width, FineAlignConfig.CrossView config) {
        heads = config.heads();
        tolerance = config.tolerance();
        query = child("query", new Linear(width, width, WEIGHTS));
        key = child("key", new Linear(width, width, WEIGHTS));
        value = child("value", new Linear(width, width, WEIGHTS));
        output = child("output", new Linear(width, width, WEIGHTS));
        gamma = parameter("gamma", Shape.SCALAR, FileLayout.SAME, Initialiser.ZEROS);
        norm = child("norm", new LayerNorm(width, EPSILON));
        widen = child("widen", new Linear(width, (long) FFN_FACTOR * width, WEIGHTS));
        narrow = child("narrow", new Linear((long) FFN_FACTOR * width, width, Initialiser.ZEROS));
    }

    /**
     * Places that have seen the other view, of the shape of {@code tokens}.
     *
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors, 0 where the view is missing
     * @param present {@code [exams, 4]}, 1 where the view is there
     */
    Tensor forward(Tensor tokens, Tensor present, Pass pass) {
        return run(pass, own -> {
            // Columns before rows: what attends together lies together.
            Tensor places = tokens.permute(0, 1, 3, 2, 4).contiguous();
            Tensor mixed = places.add(attended(places, own).mul(gamma.value()));
            Tensor refined = Chain.from(mixed).then(norm, own).then(widen, own).then(Tensor::gelu).then(narrow, own)
                    .then(mixed::add).then(x -> L2Normalize.of(x, 4)).end();
            Tensor both = present.mul(ipsilateral(present)).greaterThan(zero(present));
            long exams = tokens.size(0);
            return both.reshape(exams, ExamView.COUNT, 1, 1, 1).where(refined.permute(0, 1, 3, 2, 4), tokens)
                    .contiguous();
        });
    }

    private Tensor attended(Tensor places, Pass pass) {
        Tensor other = ipsilateral(places);
        long columns = places.size(2);
        Tensor mixed = Attention.of(split(query.forward(places, pass)), split(around(key.forward(other, pass))),
                split(around(value.forward(other, pass))), inside(places), 1 / Math.sqrt(width(places) / heads),
                OptionalInt.empty());
        Tensor joined = mixed.permute(0, 2, 1, 3).reshape(places.size(0), ExamView.COUNT, columns, places.size(3),
                places.size(4));
        return output.forward(joined, pass);
    }

    private static double width(Tensor places) {
        return places.size(4);
    }

    /** {@code [exams, 4, columns, places, width] → [exams·4·columns, heads, places, width / heads]}. */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0) * x.size(1) * x.size(2), x.size(3), heads, x.size(4) / heads).permute(0, 2, 1, 3);
    }

    /** Each column with those beside it: {@code [exams, 4, columns, (2·tolerance + 1)·rows, width]}. */
    private Tensor around(Tensor x) {
        long columns = x.size(2);
        Tensor padded = x.pad(2, tolerance, tolerance);
        List<Tensor> shifted = new ArrayList<>();
        for (int shift = 0; shift <= 2 * tolerance; shift++) {
            shifted.add(padded.slice(2, shift, shift + columns));
        }
        return Concat.of(3, shifted);
    }

    /** Which of these are in the picture: bool {@code [exams·4·columns, (2·tolerance + 1)·rows]}. */
    private Tensor inside(Tensor places) {
        int columns = Math.toIntExact(places.size(2));
        int rows = Math.toIntExact(places.size(3));
        int span = 2 * tolerance + 1;
        boolean[] inside = new boolean[columns * span * rows];
        for (int i = 0; i < inside.length; i++) {
            int column = i / (span * rows) + i / rows % span - tolerance;
            inside[i] = column >= 0 && column < columns;
        }
        long pictures = places.size(0) * ExamView.COUNT;
        Tensor one = places.device().run(() -> Tensor.of(inside, 1, columns, (long) span * rows));
        return one.expand(pictures, columns, (long) span * rows).reshape(pictures * columns, (long) span * rows);
    }

    /** Views in the order of their counterparts of the same breast. */
    private static Tensor ipsilateral(Tensor views) {
        return Concat.of(1, List.of(views.slice(1, 1, 2), views.slice(1, 0, 1), views.slice(1, 3, 4),
                views.slice(1, 2, 3)));
    }

    private static Tensor zero(Tensor like) {
        return like.device().run(() -> Tensor.full(0, DType.FLOAT32, Shape.SCALAR));
    }
}
