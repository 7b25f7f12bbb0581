package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Sum;
import java.util.List;

/**
 * The contrastive entropies and their derivative. Products of all with all exist one tile at a time: beside inputs and
 * outputs memory holds a tile and a few numbers for each row, and copies of both inputs where they are rounded.
 */
public final class ContrastiveKernels {
    private static final int STRIP = 32;
    private static final int STRIP_THREADS = 256;

    private ContrastiveKernels() {
    }

    /** Both means and both lines of logarithms, from A, B and the scale. */
    public static void forward(Launcher launcher, Precision precision, List<DeviceTensor> in, List<DeviceTensor> out) {
        forward(launcher, precision, ContrastiveTiles.Size.USUAL, in, out);
    }

    static void forward(Launcher launcher, Precision precision, ContrastiveTiles.Size size, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        ContrastiveTiles tiles = new ContrastiveTiles(launcher, precision, in.get(0), in.get(1), size);
        DeviceTensor scale = launcher.contiguous(in.get(2));
        Shape batch = Shape.of(tiles.batch());
        DeviceTensor largestOfRow = launcher.scratch(DType.FLOAT32, batch);
        DeviceTensor sumOfRow = launcher.scratch(DType.FLOAT32, batch);
        DeviceTensor largestOfColumn = launcher.scratch(DType.FLOAT32, batch);
        DeviceTensor sumOfColumn = launcher.scratch(DType.FLOAT32, batch);
        DeviceTensor own = launcher.scratch(DType.FLOAT32, batch);
        tiles.each(place -> {
            launcher.launchRows("contrastive_rows", place.rows(), place.columns(), arguments -> {
                List.of(tiles.tile(), scale).forEach(input -> input.asInput(arguments));
                List.of(largestOfRow, sumOfRow, own).forEach(output -> output.asOutput(arguments));
                arguments.word(place.rows()).word(place.columns()).word(place.row()).word(place.column());
            });
            long strips = (place.columns() + STRIP - 1) / STRIP;
            launcher.launch("contrastive_columns", strips, STRIP_THREADS, arguments -> {
                List.of(tiles.tile(), scale).forEach(input -> input.asInput(arguments));
                List.of(largestOfColumn, sumOfColumn).forEach(output -> output.asOutput(arguments));
                arguments.word(place.rows()).word(place.columns()).word(place.row()).word(place.column());
            });
        });
        mean(launcher, List.of(largestOfRow, sumOfRow, own), out.get(2), out.get(0));
        mean(launcher, List.of(largestOfColumn, sumOfColumn, own), out.get(3), out.get(1));
    }

    /** The logarithms of one direction, and the mean of what they lack to the partners' products. */
    private static void mean(Launcher launcher, List<DeviceTensor> line, DeviceTensor logarithms, DeviceTensor mean) {
        long batch = logarithms.elements();
        DeviceTensor lack = launcher.scratch(DType.FLOAT32, logarithms.shape());
        launcher.launchEach("contrastive_logarithms", batch, arguments -> {
            line.forEach(input -> input.asInput(arguments));
            logarithms.asOutput(arguments);
            lack.asOutput(arguments);
            arguments.word(batch);
        });
        DeviceTensor total = launcher.scratch(DType.FLOAT32, Shape.SCALAR);
        SumKernels.sum(launcher, new Sum(List.of(0), false), lack, total);
        MapKernels.unary(launcher, new Affine(1.0 / batch, 0), total, mean);
    }

    /** dA, dB and the slope of the scale, from A, B, the scale, both logarithms and the cotangents of both means. */
    public static void gradient(Launcher launcher, Precision precision, List<DeviceTensor> in, List<DeviceTensor> out) {
        gradient(launcher, precision, ContrastiveTiles.Size.USUAL, in, out);
    }

    static void gradient(Launcher launcher, Precision precision, ContrastiveTiles.Size size, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        List<DeviceTensor> dense = in.stream().map(launcher::contiguous).toList();
        ContrastiveTiles tiles = new ContrastiveTiles(launcher, precision, dense.get(0), dense.get(1), size);
        DeviceTensor slopes = launcher.scratch(DType.FLOAT32, Shape.of(tiles.batch()));
        String weigh = tiles.halves() ? "contrastive_weights_bfloat16" : "contrastive_weights";
        tiles.each(place -> {
            launcher.launchRows(weigh, place.rows(), place.columns(), arguments -> {
                tiles.productsAndWeights(arguments);
                dense.subList(2, 7).forEach(input -> input.asInput(arguments));
                slopes.asOutput(arguments);
                arguments.word(place.rows()).word(place.columns()).word(place.row()).word(place.column())
                        .number((float) tiles.batch());
            });
            tiles.alongRows(place, out.get(0));
            tiles.downColumns(place, out.get(1));
        });
        partners(launcher, dense, dense.get(1), out.get(0));
        partners(launcher, dense, dense.get(0), out.get(1));
        SumKernels.sum(launcher, new Sum(List.of(0), false), slopes, out.get(2));
    }

    private static void partners(Launcher launcher, List<DeviceTensor> dense, DeviceTensor partner, DeviceTensor d) {
        launcher.launchEach("contrastive_partners", d.elements(), arguments -> {
            d.asOutput(arguments);
            List.of(partner, dense.get(2), dense.get(5), dense.get(6)).forEach(input -> input.asInput(arguments));
            arguments.word(d.elements()).number((float) d.shape().size(0));
        });
    }
}
