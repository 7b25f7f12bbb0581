package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.eval.localisation.FrocCurve.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Marks that have a score each, such as boxes of a detector: the threshold runs over their scores. Sorted once; each
 * curve is then O(marks).
 */
public final class ScoredMarks implements FrocCases {
    /** A mark, or a lesion by the score at which it is found. */
    private record Event(double score, int picture, boolean lesion) {
    }

    private final List<Event> events = new ArrayList<>();
    private final int[] lesions;

    /** @param pictures all of them, also those without a mark */
    public ScoredMarks(List<MarkedPicture> pictures) {
        lesions = new int[pictures.size()];
        for (int picture = 0; picture < lesions.length; picture++) {
            lesions[picture] = pictures.get(picture).lesionScores().length;
            for (double score : pictures.get(picture).lesionScores()) {
                if (score > Double.NEGATIVE_INFINITY) {
                    events.add(new Event(score, picture, true));
                }
            }
            for (double score : pictures.get(picture).falseScores()) {
                events.add(new Event(score, picture, false));
            }
        }
        events.sort(Comparator.comparingDouble((Event event) -> -event.score));
    }

    @Override
    public int pictures() {
        return lesions.length;
    }

    @Override
    public FrocCurve curve(int[] times, CountedPictures counted) {
        long all = 0;
        long pictures = 0;
        for (int picture = 0; picture < lesions.length; picture++) {
            all += (long) times[picture] * lesions[picture];
            pictures += counts(picture, counted) ? times[picture] : 0;
        }
        List<Point> points = new ArrayList<>();
        points.add(new Point(Double.POSITIVE_INFINITY, 0.0 / all, 0.0 / pictures));
        long found = 0;
        long wrong = 0;
        for (int index = 0; index < events.size(); index++) {
            Event event = events.get(index);
            if (event.lesion) {
                found += times[event.picture];
            } else if (counts(event.picture, counted)) {
                wrong += times[event.picture];
            }
            if (index + 1 == events.size() || events.get(index + 1).score != event.score) {
                points.add(new Point(event.score, (double) found / all, (double) wrong / pictures));
            }
        }
        return new FrocCurve(points);
    }

    private boolean counts(int picture, CountedPictures counted) {
        return counted == CountedPictures.ALL || lesions[picture] == 0;
    }
}
