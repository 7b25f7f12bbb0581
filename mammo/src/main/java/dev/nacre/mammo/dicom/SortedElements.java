package dev.nacre.mammo.dicom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of tags, which compare as unsigned numbers. */
final class SortedElements {
    private SortedElements() {
    }

    /** Ascending; of several elements with one tag the last. */
    static DataElement[] sorted(Collection<DataElement> elements) {
        List<DataElement> ascending = new ArrayList<>(elements);
        ascending.sort(Comparator.comparing(DataElement::tag, Integer::compareUnsigned));
        List<DataElement> single = new ArrayList<>(ascending.size());
        for (DataElement element : ascending) {
            if (!single.isEmpty() && single.getLast().tag() == element.tag()) {
                single.removeLast();
            }
            single.add(element);
        }
        return single.toArray(DataElement[]::new);
    }

    /** The index of a tag in an ascending array, or −1. */
    static int search(int[] tags, int tag) {
        int from = 0;
        int to = tags.length - 1;
        while (from <= to) {
            int middle = from + to >>> 1;
            int comparison = Integer.compareUnsigned(tags[middle], tag);
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }
}
