package dev.nacre.mammo.task.factor;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.Resampling;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Figures of {@link LocalisedMaps} with intervals from a bootstrap over patients. A difference draws both ways anew on
 * the same patients.
 *
 * @param patients of each picture, in the order of the cases
 * @param replicates of the bootstrap
 * @param level of the intervals, such as 0.95
 */
public record LocalisationFigures(List<String> patients, int replicates, double level) {
    /** Copies the list. */
    public LocalisationFigures {
        patients = List.copyOf(patients);
    }

    /** A sum over the lesions or pictures of one picture, and how many there are. */
    private record Share(ToDoubleFunction<LocalisedMaps.Picture> sum, ToDoubleFunction<LocalisedMaps.Picture> count) {
        double of(LocalisedMaps maps, int[] times) {
            double all = 0;
            double number = 0;
            for (int picture = 0; picture < times.length; picture++) {
                if (!maps.pictures().get(picture).lesions().isEmpty()) {
                    all += times[picture] * sum.applyAsDouble(maps.pictures().get(picture));
                    number += times[picture] * count.applyAsDouble(maps.pictures().get(picture));
                }
            }
            return all / number;
        }
    }

    /** What is measured. */
    public sealed interface Figure {
        /**
         * The share of lesions whose box a region's box overlaps.
         *
         * @param overlap intersection over union from which it counts, such as 0.25 or 0.5
         */
        record Lesions(double overlap) implements Figure {
        }

        /**
         * The share of pictures with a lesion in which the surest region's box overlaps one.
         *
         * @param overlap intersection over union from which it counts
         */
        record Surest(double overlap) implements Figure {
        }

        /** The mean over lesions of the highest intersection over union. */
        record MeanOverlap() implements Figure {
        }

        /** The share of pictures with a lesion whose highest place lies on one. */
        record Pointing() implements Figure {
        }
    }

    /**
     * A figure of one way.
     *
     * @throws InputException if no picture shows a lesion
     */
    public Interval of(LocalisedMaps maps, Figure figure) {
        check(maps);
        return bootstrap().interval(counted(maps, figure));
    }

    /**
     * By how much one way is better than another.
     *
     * @throws InputException if no picture shows a lesion
     */
    public Interval difference(LocalisedMaps maps, LocalisedMaps baseline, Figure figure) {
        check(maps);
        check(baseline);
        ToDoubleFunction<int[]> own = counted(maps, figure);
        ToDoubleFunction<int[]> other = counted(baseline, figure);
        return bootstrap().interval(times -> own.applyAsDouble(times) - other.applyAsDouble(times));
    }

    /** A figure by how often each picture counts, for other bootstraps than this one. */
    public static ToDoubleFunction<int[]> counted(LocalisedMaps maps, Figure figure) {
        Share share = share(figure);
        return times -> share.of(maps, times);
    }

    private void check(LocalisedMaps maps) {
        if (maps.pictures().size() != patients.size()) {
            throw new IllegalArgumentException(maps.pictures().size() + " judged pictures of " + patients.size()
                    + " patients' pictures");
        }
        if (maps.pictures().stream().allMatch(picture -> picture.lesions().isEmpty())) {
            throw new InputException("of " + patients.size() + " pictures none shows a lesion of this kind: evaluate on"
                    + " others");
        }
    }

    private Bootstrap bootstrap() {
        return new Bootstrap(Resampling.byGroup(patients), replicates, level, Key.of(1).child("localisation"));
    }

    private static Share share(Figure figure) {
        return switch (figure) {
            case Figure.Lesions lesions -> new Share(picture -> picture.lesions().stream()
                    .filter(overlap -> overlap >= lesions.overlap()).count(), picture -> picture.lesions().size());
            case Figure.Surest surest -> new Share(picture -> picture.surest() >= surest.overlap() ? 1 : 0,
                    picture -> 1);
            case Figure.MeanOverlap mean -> new Share(picture -> picture.lesions().stream()
                    .mapToDouble(Double::doubleValue).sum(), picture -> picture.lesions().size());
            case Figure.Pointing pointing -> new Share(LocalisedMaps.Picture::pointing, picture -> 1);
        };
    }
}
