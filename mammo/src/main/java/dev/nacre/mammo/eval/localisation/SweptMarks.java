package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.eval.localisation.FrocCurve.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps without regions of their own, such as brightness: the threshold runs over the map, and its regions with it. Each
 * curve is O(pictures × thresholds).
 *
 * @param thresholds falling
 * @param swept all pictures at these thresholds
 */
public record SweptMarks(List<Double> thresholds, List<SweptPicture> swept) implements FrocCases {
    /** Copies the lists and compares their sizes. */
    public SweptMarks {
        thresholds = List.copyOf(thresholds);
        swept = List.copyOf(swept);
        for (int index = 1; index < thresholds.size(); index++) {
            if (!(thresholds.get(index) < thresholds.get(index - 1))) {
                throw new IllegalArgumentException("thresholds must fall, and after " + thresholds.get(index - 1)
                        + " comes " + thresholds.get(index));
            }
        }
        for (SweptPicture picture : swept) {
            if (picture.found().length != thresholds.size() || picture.falseMarks().length != thresholds.size()) {
                throw new IllegalArgumentException("a picture was swept at " + picture.found().length
                        + " thresholds and there are " + thresholds.size());
            }
        }
    }

    @Override
    public int pictures() {
        return swept.size();
    }

    @Override
    public FrocCurve curve(int[] times, CountedPictures counted) {
        long lesions = 0;
        long pictures = 0;
        long[] found = new long[thresholds.size()];
        long[] wrong = new long[thresholds.size()];
        for (int index = 0; index < times.length; index++) {
            SweptPicture picture = swept.get(index);
            boolean counts = counted == CountedPictures.ALL || picture.lesions() == 0;
            lesions += (long) times[index] * picture.lesions();
            pictures += counts ? times[index] : 0;
            for (int place = 0; place < found.length; place++) {
                found[place] += (long) times[index] * picture.found()[place];
                wrong[place] += counts ? (long) times[index] * picture.falseMarks()[place] : 0;
            }
        }
        List<Point> points = new ArrayList<>();
        points.add(new Point(Double.POSITIVE_INFINITY, 0.0 / lesions, 0.0 / pictures));
        for (int place = 0; place < found.length; place++) {
            points.add(new Point(thresholds.get(place), (double) found[place] / lesions,
                    (double) wrong[place] / pictures));
        }
        return new FrocCurve(points);
    }
}
