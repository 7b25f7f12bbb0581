package dev.nacre.mammo.eval.maps;

import dev.nacre.core.Key;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.localisation.DiceConvention;
import dev.nacre.mammo.eval.localisation.FalseMarks;
import dev.nacre.mammo.eval.localisation.FrocCases;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.PairedTTest;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.metric.WilcoxonSignedRank;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of judged maps over the same pictures, with intervals from a bootstrap over patients; a comparison draws both
 * sides anew on the same patients.
 *
 * @param views that were judged
 * @param replicates of the bootstrap
 * @param level of the intervals, such as 0.95
 */
public record MapFigures(List<MarkedView> views, int replicates, double level) {
    /** Copies the list. */
    public MapFigures {
        views = List.copyOf(views);
    }

    /** The figures of the pictures of fatty or of dense breasts alone. */
    public MapFigures of(DensityGroup group) {
        return new MapFigures(indices(group).mapToObj(views::get).toList(), replicates,
                level);
    }

    /** Judged maps cut down to the pictures of a group, for {@link #of}. */
    public JudgedMaps of(JudgedMaps maps, DensityGroup group) {
        return new JudgedMaps(maps.name(), maps.threshold(),
                indices(group).mapToObj(maps.pictures()::get).toList());
    }

    private IntStream indices(DensityGroup group) {
        return IntStream.range(0, views.size())
                .filter(index -> views.get(index).density().filter(one -> DensityGroup.of(one) == group).isPresent());
    }

    private Bootstrap bootstrap() {
        return new Bootstrap(Resampling.byGroup(views.stream().map(MarkedView::patient).toList()), replicates, level,
                Key.of(1).child("map figures"));
    }

    /** Mean Dice by one of both conventions. */
    public Interval dice(JudgedMaps maps, DiceConvention convention) {
        return mean(IntStream.range(0, views.size()).mapToDouble(index -> convention
                .of(maps.pictures().get(index).overlap()).orElse(Double.NaN)).toArray());
    }

    /** Share of pictures with a lesion whose highest place lies on one. */
    public Interval pointing(JudgedMaps maps) {
        return mean(maps.pictures().stream().mapToDouble(JudgedMaps.JudgedPicture::pointing).toArray());
    }

    /** Over the values that are numbers. */
    private Interval mean(double[] values) {
        return bootstrap().interval(times -> {
            double sum = 0;
            long count = 0;
            for (int index = 0; index < values.length; index++) {
                if (!Double.isNaN(values[index])) {
                    sum += times[index] * values[index];
                    count += times[index];
                }
            }
            return sum / count;
        });
    }

    /** False marks in each picture at some sensitivities. */
    public FalseMarks falseMarks(FrocCases cases, CountedPictures counted, List<Double> sensitivities) {
        return new FalseMarks(cases, counted, sensitivities, bootstrap());
    }

    /** Whether the Dice of pictures with a lesion differs between two ways of making maps. */
    public DiceTest test(JudgedMaps first, JudgedMaps second) {
        int[] lesions = IntStream.range(0, views.size()).filter(index -> views.get(index).hasLesion()).toArray();
        double[] one = IntStream.of(lesions).mapToDouble(index -> first.pictures().get(index).overlap().dice())
                .toArray();
        double[] other = IntStream.of(lesions).mapToDouble(index -> second.pictures().get(index).overlap().dice())
                .toArray();
        return new DiceTest(PairedTTest.of(one, other), WilcoxonSignedRank.of(one, other));
    }

    /**
     * Tests by picture, as the paper has them; pictures of one patient are not independent, so the intervals by patient
     * say more.
     */
    public record DiceTest(PairedTTest t, WilcoxonSignedRank ranks) {
    }
}
