package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.DetectionPrecision.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionPrecisionTest {
    private static final int IMAGES = 30;
    /** Mean of the highest precisions at 101 recalls, by pycocotools 2.0.11 on {@link #images}. */
    private static final double[] COCO = {0.44622618796834107, 0.44622618796834107, 0.44622618796834107,
        0.430196013522325, 0.430196013522325, 0.430196013522325, 0.430196013522325, 0.3849112336999424,
        0.3237116019294237, 0.2980451891342981, 0.28404149301695575, 0.19813686959374985, 0.16261752225642734,
        0.1302248173535302, 0.03019040365575019, 0.03019040365575019, 0.01386138613861386, 0};
    /** The whole area, by NumPy from the definition. */
    private static final double[] AREAS = {0.44472201114488347, 0.44472201114488347, 0.44472201114488347,
        0.4285761778115502, 0.4285761778115502, 0.4285761778115502, 0.4285761778115502, 0.3817000818330606,
        0.32251602564102566, 0.2959592490842491, 0.2813998049052397, 0.191755490892417, 0.15732230392156862,
        0.1235042735042735, 0.030096153846153845, 0.030096153846153845, 0.013333333333333332, 0};

    private record Box(double x, double y, double width, double height) {
        double overlap(Box other) {
            double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
            double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
            double both = Math.max(0, across) * Math.max(0, down);
            return both / (width * height + other.width * other.height - both);
        }
    }

    /** 30 images by whole-number formulas, 14 of them with 32 findings; 73 detections, of different scores. */
    private static List<DetectedImage> images() {
        List<DetectedImage> images = new ArrayList<>();
        int number = 0;
        for (int image = 0; image < IMAGES; image++) {
            List<Box> truths = new ArrayList<>();
            for (int f = 0; f < (image % 3 == 0 ? 0 : image * 7 % 4); f++) {
                truths.add(new Box((image * 13 + f * 40) % 90, (image * 29 + f * 17) % 70, 20 + (image + f) % 5 * 4,
                        20 + image * f % 7 * 3));
            }
            double[] scores = new double[image * 5 % 4 + 1];
            List<Box> found = new ArrayList<>();
            for (int d = 0; d < scores.length; d++) {
                if (truths.isEmpty() || d > truths.size()) {
                    found.add(new Box((image * 31 + d * 23) % 80, (image * 11 + d * 37) % 80, 15 + (image + d) % 9,
                            15 + d * 2));
                } else {
                    Box near = truths.get(d % truths.size());
                    found.add(new Box(near.x + (image * 3 + d * 5) % 9 - 3, near.y + (image * 5 + d * 3) % 8 - 4,
                            near.width + (image + d) % 6 - 1, near.height + (image * 2 + d) % 5 - 2));
                }
                scores[d] = number++ * 37 % 211 / 211.0;
            }
            images.add(new DetectedImage(scores, found.stream().map(box -> truths.stream()
                    .mapToDouble(box::overlap).toArray()).toArray(double[][]::new), truths.size()));
        }
        return images;
    }

    @Test
    void curvesAreThoseOfCocoAndAreasThoseOfNumPy() {
        DetectionPrecision found = DetectionPrecision.of(images());
        for (int index = 0; index < COCO.length; index++) {
            double threshold = DetectionPrecision.THRESHOLDS.get(index);
            assertThat(atFixedRecalls(found.curve(threshold))).isCloseTo(COCO[index], within(1e-12));
            assertThat(found.at(threshold)).isCloseTo(AREAS[index], within(1e-12));
        }
        assertThat(found.mean()).isCloseTo(0.27089742308268483, within(1e-12));
    }

    @Test
    void thresholdsAreTheEighteenOfTheName() {
        assertThat(DetectionPrecision.THRESHOLDS).hasSize(18).startsWith(0.1, 0.15).contains(0.5, 0.75).endsWith(0.95);
    }

    /** All images, thresholds of scores and overlaps anew, each precision the best at that recall or beyond. */
    @Test
    void areasAndTimesAreThoseOfTheDefinition() {
        for (int trial = 0; trial < 40; trial++) {
            Key key = Key.of(trial);
            List<DetectedImage> images = IntStream.range(0, 8).mapToObj(image -> random(key.child(image))).toList();
            int[] times = IntStream.range(0, 8).map(image -> (int) key.below(3, image)).toArray();
            List<DetectedImage> repeated = IntStream.range(0, 8).boxed()
                    .flatMap(image -> IntStream.range(0, times[image]).mapToObj(time -> images.get(image))).toList();
            if (images.stream().mapToInt(DetectedImage::findings).sum() == 0) {
                continue;
            }
            DetectionPrecision found = DetectionPrecision.of(images, List.of(0.3, 0.6));
            for (double least : new double[] {0.3, 0.6}) {
                assertThat(found.at(least)).isCloseTo(byDefinition(images, least), within(1e-12));
                if (repeated.stream().mapToInt(DetectedImage::findings).sum() == 0) {
                    assertThat(found.at(least, times)).isNaN();
                } else {
                    assertThat(found.at(least, times)).isCloseTo(byDefinition(repeated, least), within(1e-12));
                }
            }
            assertThat(found.mean(times)).isEqualTo((found.at(0.3, times) + found.at(0.6, times)) / 2);
        }
    }

    @Test
    void perfectBoxesAreOneAndNothingFoundIsZero() {
        DetectedImage perfect = new DetectedImage(new double[] {0.9, 0.8}, new double[][] {{1, 0}, {0, 1}}, 2);
        DetectedImage missed = new DetectedImage(new double[0], new double[0][], 2);
        assertThat(DetectionPrecision.of(List.of(perfect)).mean()).isEqualTo(1);
        assertThat(DetectionPrecision.of(List.of(missed)).mean()).isZero();
        assertThat(DetectionPrecision.of(List.of(missed)).curve(0.5)).isEmpty();
        assertThat(DetectionPrecision.of(List.of(perfect, missed)).mean()).isEqualTo(0.5);
    }

    /** A false detection above the right one halves the precision; the same below it costs nothing. */
    @Test
    void detectionsInImagesWithNoFindingAreFalse() {
        DetectedImage right = new DetectedImage(new double[] {0.5}, new double[][] {{0.8}}, 1);
        DetectedImage above = new DetectedImage(new double[] {0.9}, new double[1][0], 0);
        DetectedImage below = new DetectedImage(new double[] {0.1}, new double[1][0], 0);
        DetectedImage level = new DetectedImage(new double[] {0.5}, new double[1][0], 0);
        DetectedImage silent = new DetectedImage(new double[0], new double[0][], 0);
        assertThat(DetectionPrecision.of(List.of(right, above)).at(0.5)).isEqualTo(0.5);
        assertThat(DetectionPrecision.of(List.of(right, below)).at(0.5)).isEqualTo(1);
        assertThat(DetectionPrecision.of(List.of(right, silent)).at(0.5)).isEqualTo(1);
        assertThat(DetectionPrecision.of(List.of(right, level)).at(0.5)).isEqualTo(0.5)
                .isEqualTo(DetectionPrecision.of(List.of(level, right)).at(0.5));
    }

    /** By score, 0.9 takes the one it overlaps most; 0.8 then takes what is left, and 0.7 finds nothing. */
    @Test
    void aFindingIsHitOnceByTheHighestScore() {
        DetectedImage image = new DetectedImage(new double[] {0.7, 0.9, 0.8},
                new double[][] {{0.9, 0.9}, {0.6, 0.7}, {0.5, 0.8}}, 2);
        assertThat(image.hits(0.5)).containsExactly(false, true, true);
        assertThat(image.hits(0.55)).containsExactly(true, true, false);
        assertThat(image.hits(0.9)).containsExactly(true, false, false);
        assertThat(image.hits(0.91)).containsExactly(false, false, false);
    }

    @Test
    void mistakesAreRefused() {
        DetectedImage empty = new DetectedImage(new double[0], new double[0][], 0);
        assertThatThrownBy(() -> DetectionPrecision.of(List.of(empty))).isInstanceOf(InputException.class)
                .hasMessageContaining("these 1 images have none");
        DetectionPrecision found = DetectionPrecision.of(images(), List.of(0.5));
        assertThat(found.at(0.5, new int[IMAGES])).isNaN();
        assertThatThrownBy(() -> found.at(0.6)).hasMessageContaining("known at overlaps of [0.5], not at 0.6");
        assertThatThrownBy(() -> found.mean(new int[2])).hasMessageContaining("2 numbers of times and 30 images");
        assertThatThrownBy(() -> DetectionPrecision.of(images(), List.of(0.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DetectedImage(new double[] {Double.NaN}, new double[1][0], 0))
                .hasMessageContaining("detection 1 of 1 has the score NaN");
        assertThatThrownBy(() -> new DetectedImage(new double[1], new double[1][1], 2))
                .hasMessageContaining("1 overlaps with 2 findings");
        assertThatThrownBy(() -> new DetectedImage(new double[1], new double[][] {{1.5}}, 1))
                .hasMessageContaining("an overlap of 1.5");
    }

    private static DetectedImage random(Key key) {
        int findings = (int) key.below(4, 0);
        double[] scores = IntStream.range(0, (int) key.below(5, 1)).mapToDouble(d -> key.below(6, 10 + d)).toArray();
        double[][] overlaps = new double[scores.length][findings];
        for (int d = 0; d < scores.length; d++) {
            for (int f = 0; f < findings; f++) {
                overlaps[d][f] = key.uniform(100 + 10L * d + f);
            }
        }
        return new DetectedImage(scores, overlaps, findings);
    }

    private static double byDefinition(List<DetectedImage> images, double least) {
        double[] levels = images.stream().flatMapToDouble(image -> Arrays.stream(image.scores())).distinct().toArray();
        int all = images.stream().mapToInt(DetectedImage::findings).sum();
        double area = 0;
        for (int finding = 1; finding <= all; finding++) {
            double best = 0;
            for (double level : levels) {
                double hits = 0;
                double called = 0;
                for (DetectedImage image : images) {
                    boolean[] taken = new boolean[image.findings()];
                    for (int d : IntStream.range(0, image.scores().length).boxed()
                            .sorted(Comparator.comparingDouble(one -> -image.scores()[one])).toList()) {
                        int choice = IntStream.range(0, taken.length).filter(f -> !taken[f]).boxed()
                                .max(Comparator.comparingDouble(f -> image.overlaps()[d][f])).orElse(-1);
                        boolean hit = choice >= 0 && image.overlaps()[d][choice] >= least;
                        if (hit) {
                            taken[choice] = true;
                        }
                        hits += hit && image.scores()[d] >= level ? 1 : 0;
                        called += image.scores()[d] >= level ? 1 : 0;
                    }
                }
                best = hits >= finding ? Math.max(best, hits / called) : best;
            }
            area += best / all;
        }
        return area;
    }

    private static double atFixedRecalls(List<Point> curve) {
        double sum = 0;
        for (int step = 0; step <= 100; step++) {
            double recall = step / 100.0;
            sum += curve.stream().filter(point -> point.recall() >= recall).mapToDouble(Point::precision).max()
                    .orElse(0);
        }
        return sum / 101;
    }
}
