package dev.nacre.mammo.report;

import java.util.List;

/** How far the mentions of a sentence are apart, in words. */
record Nearness(List<Mention> mentions) {
    /** The nearest of some places, which are sorted; of two, the later. */
    int nearest(List<Integer> places, int from) {
        int middle = insertion(places, from);
        int best = places.get(Math.min(middle, places.size() - 1));
        return middle > 0 && distance(places.get(middle - 1), from) < distance(best, from)
                ? places.get(middle - 1) : best;
    }

    int distance(int one, int other) {
        Mention first = mentions.get(Math.min(one, other));
        return mentions.get(Math.max(one, other)).first() - first.end();
    }

    /** How many of the places, which are sorted, lie before one. */
    static int insertion(List<Integer> places, int from) {
        int low = 0;
        int high = places.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.get(middle) < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
