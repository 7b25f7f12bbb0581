package dev.nacre.bench.finealign;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.DeLong;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.PairedTTest;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.metric.ScoredCases;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Pretrained weights against weights from scratch, for each task and share of the labels.
 *
 * @param rows one for each
 */
record LabelTable(List<Row> rows) {
    LabelTable {
        rows = List.copyOf(rows);
    }

    /**
     * One task and share.
     *
     * @param pretrained quality with its interval by patient
     * @param scratch likewise
     * @param difference of both, drawn on the same patients
     * @param p of DeLong's test over breasts, or of the paired t test over pictures
     */
    record Row(LabelTask task, double share, int cases, Interval pretrained, Interval scratch, Interval difference,
            double p) {
        static Row of(LabelTask task, double share, LabelScores pretrained, LabelScores scratch, int replicates) {
            Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(pretrained.patients()), replicates,
                    StudyProtocol.LEVEL, Key.of(1).child("labels"));
            double p = switch (task) {
                case MALIGNANCY -> DeLong.of(pretrained.positive(), pretrained.scores(), scratch.scores()).p();
                case SEGMENTATION -> PairedTTest.of(pretrained.scores(), scratch.scores()).p();
            };
            ToDoubleFunction<int[]> ours = quality(task, pretrained);
            ToDoubleFunction<int[]> theirs = quality(task, scratch);
            List<Interval> intervals = bootstrap.intervals(List.of(ours, theirs,
                    times -> ours.applyAsDouble(times) - theirs.applyAsDouble(times)));
            return new Row(task, share, pretrained.scores().length, intervals.get(0), intervals.get(1),
                    intervals.get(2), p);
        }

        private static ToDoubleFunction<int[]> quality(LabelTask task, LabelScores scores) {
            return switch (task) {
                case MALIGNANCY -> ScoredCases.of(scores.positive(), scores.scores())::area;
                case SEGMENTATION -> times -> mean(scores.scores(), times);
            };
        }

        private static double mean(double[] values, int[] times) {
            double sum = 0;
            for (int index = 0; index < values.length; index++) {
                sum += times[index] * values[index];
            }
            return sum / Arrays.stream(times).sum();
        }

        private Json.Fields toJson() {
            return Json.object().with("task", task.key()).with("share", share).with("cases", cases)
                    .with("pretrained", json(pretrained)).with("scratch", json(scratch))
                    .with("difference", json(difference)).with("p", p);
        }

        private static Json json(Interval interval) {
            return new Json.Items(List.of(new Json.Decimal(interval.estimate()), new Json.Decimal(interval.low()),
                    new Json.Decimal(interval.high())));
        }

        private String markdown() {
            return String.format(Locale.ROOT, "| %s | %s | %d | %s | %s | %s | %.4f |%n",
                    task == LabelTask.MALIGNANCY ? "malignancy, area under the curve over breasts"
                            : "segmentation, Dice of pictures with a lesion",
                    String.format(Locale.ROOT, "%.0f %%", 100 * share), cases, shown(pretrained), shown(scratch),
                    shown(difference), p);
        }

        private static String shown(Interval interval) {
            return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval.estimate(), interval.low(),
                    interval.high());
        }
    }

    Json toJson() {
        return new Json.Items(rows.stream().map(row -> (Json) row.toJson()).toList());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| task | labels | cases | pretrained | from scratch | difference | p"
                + " |\n|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.markdown()));
        return text.toString();
    }
}
