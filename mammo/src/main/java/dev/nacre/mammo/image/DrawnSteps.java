package dev.nacre.mammo.image;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.BendLevels;
import dev.nacre.core.op.DisplacedSample;
import dev.nacre.core.op.DisplacementNoise;
import dev.nacre.core.op.GaussianSmooth;
import dev.nacre.core.op.RescaleLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was drawn for the pictures of a batch, but for flips, as operations on all of them at once. An operation that
 * was drawn for one picture is done with all; those for which it was not drawn go through it unchanged, to the bit.
 */
final class DrawnSteps {
    private static final double[] STAY = {1, 0, 0, 0, 1, 0};

    private final List<DrawnAugmentation> drawn;
    private final UploadTables tables;
    private final List<Step> steps = new ArrayList<>();

    /** One operation on pictures {@code [pictures, height, width]}; tables answer with the rows of those pictures. */
    interface Step {
        Tensor of(Tensor x, Function<UploadTables.Table, Tensor> rows);
    }

    private DrawnSteps(List<DrawnAugmentation> drawn, UploadTables tables) {
        this.drawn = drawn;
        this.tables = tables;
    }

    /** The steps in their order; their numbers are added to the tables. */
    static List<Step> of(List<DrawnAugmentation> drawn, UploadTables tables) {
        DrawnSteps made = new DrawnSteps(drawn, tables);
        made.affine();
        made.elastic();
        made.crop();
        made.gamma();
        return List.copyOf(made.steps);
    }

    private boolean any(Predicate<DrawnAugmentation> has) {
        return drawn.stream().anyMatch(has);
    }

    private void affine() {
        if (any(one -> one.affine().isPresent())) {
            UploadTables.Table maps = maps(one -> one.affine().map(DrawnAugmentation.Moved::forward));
            float[] lowest = new float[drawn.size()];
            for (int i = 0; i < lowest.length; i++) {
                lowest[i] = isLowest(drawn.get(i)) ? 1 : 0;
            }
            UploadTables.Table isLowest = tables.add(lowest);
            boolean measures = any(DrawnSteps::isLowest);
            steps.add((x, rows) -> {
                Tensor wanted = rows.apply(isLowest).select(1, 0);
                return AffineSample.of(x, rows.apply(maps), measures ? lowest(x, wanted) : wanted, side(x, 1),
                        side(x, 2));
            });
        }
    }

    /** The lowest level of the pictures for which 1 says so, 0 for the others, which have 0. */
    private static Tensor lowest(Tensor x, Tensor wanted) {
        Tensor black = wanted.mul(0);
        return black.lessThan(wanted).where(RescaleLevels.ranges(x).select(1, 0), black);
    }

    private static boolean isLowest(DrawnAugmentation one) {
        return one.affine().map(DrawnAugmentation.Moved::beyond).filter(RandomAffine.Beyond.LOWEST::equals).isPresent();
    }

    private void mirroredMaps(Function<DrawnAugmentation, Optional<PlaneAffine>> forward) {
        if (any(one -> forward.apply(one).isPresent())) {
            UploadTables.Table maps = maps(forward);
            steps.add((x, rows) -> AffineSample.mirrored(x, rows.apply(maps), side(x, 1), side(x, 2)));
        }
    }

    private void crop() {
        mirroredMaps(DrawnAugmentation::crop);
    }

    private static int side(Tensor x, int dim) {
        return Math.toIntExact(x.size(dim));
    }

    /** From the result to the source. */
    private UploadTables.Table maps(Function<DrawnAugmentation, Optional<PlaneAffine>> forward) {
        return tables.add(drawn.stream().flatMapToDouble(one -> Arrays.stream(forward.apply(one)
                .map(PlaneAffine::inverse).map(map ->
                        new double[] {map.xx(), map.xy(), map.x0(), map.yx(), map.yy(), map.y0()})
                .orElse(STAY))).toArray());
    }

    private void elastic() {
        double[] sigmas = drawn.stream().flatMap(one -> one.elastic().stream())
                .mapToDouble(one -> one.warp().sigma()).distinct().toArray();
        if (sigmas.length > 1) {
            throw new IllegalArgumentException("the elastic distortions of one batch have one sigma, not "
                    + Arrays.toString(sigmas));
        }
        if (sigmas.length == 1) {
            mirroredMaps(one -> one.elastic().flatMap(DrawnAugmentation.Elastic::jitter));
            UploadTables.Table keys = tables.add(drawn.stream().mapToLong(one -> one.elastic()
                    .map(elastic -> elastic.key().value()).orElse(0L))
                    .toArray());
            UploadTables.Table strengths = tables.add(drawn.stream().mapToDouble(one -> one.elastic()
                    .map(elastic -> elastic.warp().alpha()).orElse(0.0)).toArray());
            steps.add((x, rows) -> displaced(x, rows.apply(keys), rows.apply(strengths), sigmas[0]));
        }
    }

    private static Tensor displaced(Tensor x, Tensor keys, Tensor strengths, double sigma) {
        long batch = x.size(0);
        Tensor noise = DisplacementNoise.of(keys.reshape(batch), side(x, 1), side(x, 2));
        Tensor smooth = GaussianSmooth.of(noise.reshape(2 * batch, x.size(1), x.size(2)), sigma);
        return DisplacedSample.of(x, smooth.reshape(2, batch, x.size(1), x.size(2)), strengths.reshape(batch));
    }

    private void gamma() {
        if (any(one -> one.gamma().isPresent())) {
            int numbers = RandomGamma.curve(1).length;
            double[] curves = new double[drawn.size() * numbers];
            Arrays.fill(curves, Double.NaN);
            for (int i = 0; i < drawn.size(); i++) {
                if (drawn.get(i).gamma().isPresent()) {
                    System.arraycopy(RandomGamma.curve(drawn.get(i).gamma().getAsDouble()), 0, curves, i * numbers,
                            numbers);
                }
            }
            UploadTables.Table table = tables.add(curves);
            steps.add((x, rows) -> BendLevels.of(x, RescaleLevels.ranges(x), rows.apply(table)));
        }
    }
}
