package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Average precision of detections of one kind of finding, at one or several overlaps that make a hit: the mean over
 * {@link #THRESHOLDS} is mAP@[.1:.95]. Detections are matched with findings as {@link DetectedImage} says, and those of
 * all images are ordered by their scores, equal scores being one threshold. Images with no finding belong in: their
 * detections are false.
 *
 * <p>The area is that under the whole curve, where precision is the highest at that recall or beyond (Everingham et al.
 * 2015), not the mean at 101 recalls (Lin et al. 2014): with some dozen findings, as in a subgroup or a draw of a
 * bootstrap, the fixed recalls fall between the steps and add an error of up to a hundredth of their own.
 *
 * <p>Matches and sorts once; each figure is then O(detections) for each threshold.
 */
public final class DetectionPrecision {
    /** 0.1, 0.15, …, 0.95. */
    public static final List<Double> THRESHOLDS = IntStream.rangeClosed(2, 19).mapToObj(step -> step * 5 / 100.0)
            .toList();

    private final List<Double> thresholds;
    private final int[] findings;
    private final List<Detection> detections;

    /** With whether it hits, for each threshold. */
    private record Detection(double score, int image, boolean[] hits) {
    }

    /**
     * One threshold of the scores.
     *
     * @param threshold detections with at least this score count
     * @param recall    share of findings hit, 0 to 1
     * @param precision share of detections that hit, 0 to 1
     */
    public record Point(double threshold, double recall, double precision) {
    }

    private DetectionPrecision(List<Double> thresholds, int[] findings, List<Detection> detections) {
        this.thresholds = thresholds;
        this.findings = findings;
        this.detections = detections;
    }

    /** At each of {@link #THRESHOLDS}. @throws InputException if no image has a finding */
    public static DetectionPrecision of(List<DetectedImage> images) {
        return of(images, THRESHOLDS);
    }

    /**
     * Matches.
     *
     * @param images     all of them, also those without a detection and those without a finding
     * @param thresholds overlaps from which a detection hits a finding, above 0, at most 1
     * @throws InputException if no image has a finding
     */
    public static DetectionPrecision of(List<DetectedImage> images, List<Double> thresholds) {
        if (thresholds.isEmpty() || thresholds.stream().anyMatch(least -> !(least > 0 && least <= 1))) {
            throw new IllegalArgumentException("overlaps of " + thresholds
                    + ": give at least one, each more than 0, at most 1");
        }
        int[] findings = images.stream().mapToInt(DetectedImage::findings).toArray();
        if (Arrays.stream(findings).sum() == 0) {
            throw new InputException("average precision is a mean over findings, and these " + images.size()
                    + " images have none: evaluate on images with findings as well");
        }
        List<Detection> detections = new ArrayList<>();
        for (int index = 0; index < findings.length; index++) {
            DetectedImage image = images.get(index);
            boolean[][] hits = thresholds.stream().map(image::hits).toArray(boolean[][]::new);
            for (int detection = 0; detection < image.scores().length; detection++) {
                boolean[] own = new boolean[hits.length];
                for (int threshold = 0; threshold < own.length; threshold++) {
                    own[threshold] = hits[threshold][detection];
                }
                detections.add(new Detection(image.scores()[detection], index, own));
            }
        }
        detections.sort(Comparator.comparingDouble((Detection detection) -> -detection.score));
        return new DetectionPrecision(List.copyOf(thresholds), findings, detections);
    }

    /** The mean over the thresholds of {@link #at(double)}. */
    public double mean() {
        return mean(once());
    }

    /**
     * The mean over the thresholds.
     *
     * @param times how often each image counts: {@code [images]}
     * @return NaN if no image with a finding counts
     */
    public double mean(int[] times) {
        return thresholds.stream().mapToDouble(least -> at(least, times)).average().orElseThrow();
    }

    /**
     * The average precision at one overlap, 0 to 1.
     *
     * @param threshold one of those given
     */
    public double at(double threshold) {
        return at(threshold, once());
    }

    /**
     * The average precision at one overlap.
     *
     * @param threshold one of those given
     * @param times     how often each image counts: {@code [images]}
     * @return NaN if no image with a finding counts
     */
    public double at(double threshold, int[] times) {
        // A bootstrap asks this thousands of times: numbers in arrays, where points would be objects.
        int least = index(threshold);
        checkTimes(times);
        double all = findings(times);
        double[] recalls = new double[detections.size()];
        double[] precisions = new double[detections.size()];
        int points = 0;
        long found = 0;
        long counted = 0;
        for (int index = 0; index < detections.size(); index++) {
            Detection here = detections.get(index);
            counted += times[here.image];
            found += here.hits[least] ? times[here.image] : 0;
            if (isLast(index) && counted > 0) {
                recalls[points] = found / all;
                precisions[points++] = (double) found / counted;
            }
        }
        if (points == 0) {
            return all == 0 ? Double.NaN : 0;
        }
        double area = 0;
        double highest = 0;
        for (int index = points - 1; index >= 0; index--) {
            highest = Math.max(highest, precisions[index]);
            area += (recalls[index] - (index == 0 ? 0 : recalls[index - 1])) * highest;
        }
        return area;
    }

    /** Whether a detection is the last of those with its score. */
    private boolean isLast(int index) {
        return index + 1 == detections.size() || detections.get(index + 1).score != detections.get(index).score;
    }

    /**
     * Precision against recall as they are, threshold by threshold of the scores, highest first; none if nothing was
     * detected.
     *
     * @param threshold one of the overlaps given
     */
    public List<Point> curve(double threshold) {
        int least = index(threshold);
        double all = Arrays.stream(findings).sum();
        List<Point> points = new ArrayList<>();
        long found = 0;
        for (int index = 0; index < detections.size(); index++) {
            found += detections.get(index).hits[least] ? 1 : 0;
            if (isLast(index)) {
                points.add(new Point(detections.get(index).score, found / all, (double) found / (index + 1)));
            }
        }
        return points;
    }

    private void checkTimes(int[] times) {
        if (times.length != findings.length) {
            throw new IllegalArgumentException(times.length + " numbers of times and " + findings.length
                    + " images: say for every image how often it counts");
        }
    }

    private long findings(int[] times) {
        return IntStream.range(0, findings.length).mapToLong(image -> (long) times[image] * findings[image]).sum();
    }

    private int index(double threshold) {
        int index = thresholds.indexOf(threshold);
        if (index < 0) {
            throw new IllegalArgumentException("precision is known at overlaps of " + thresholds + ", not at "
                    + threshold);
        }
        return index;
    }

    private int[] once() {
        int[] once = new int[findings.length];
        Arrays.fill(once, 1);
        return once;
    }
}
