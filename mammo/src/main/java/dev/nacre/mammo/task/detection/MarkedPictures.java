package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with the boxes of their lesions. A picture with a lesion of which the set does not say where it is belongs
 * nowhere: it is neither one whose lesions are known nor one without.
 *
 * @param pictures all others, those without a lesion included
 * @param withoutPlace how many were left out
 */
public record MarkedPictures(List<Picture> pictures, int withoutPlace) {
    /** Copies the list. */
    public MarkedPictures {
        pictures = List.copyOf(pictures);
    }

    /**
     * One picture.
     *
     * @param file where it is
     * @param patient for grouping only; never shown
     * @param lesions in pixels of the file; findings of other kinds than wanted are none
     */
    public record Picture(Path file, String patient, List<LabelledBox> lesions) {
        /** Copies the list. */
        public Picture {
            lesions = List.copyOf(lesions);
        }

        /** Says how many lesions there are, without patient or file, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Picture[lesions: " + lesions.size() + "]";
        }
    }

    /**
     * Of a set's records. A finding is of the first kind that has one of its categories.
     *
     * @throws dev.nacre.nn.InputException if a mask's file cannot be read
     */
    public static MarkedPictures of(List<SetRecord> records, List<LesionKind> kinds) {
        List<Picture> pictures = new ArrayList<>();
        int without = 0;
        for (SetRecord one : records) {
            Optional<List<LabelledBox>> lesions = lesions(one, kinds);
            if (lesions.isPresent()) {
                pictures.add(new Picture(one.file(), one.patient(), lesions.get()));
            } else {
                without++;
            }
        }
        return new MarkedPictures(pictures, without);
    }

    private static Optional<List<LabelledBox>> lesions(SetRecord one, List<LesionKind> kinds) {
        List<LabelledBox> lesions = new ArrayList<>();
        for (Finding finding : one.findings()) {
            int kind = 0;
            while (kind < kinds.size() && !kinds.get(kind).has(finding.categories())) {
                kind++;
            }
            if (kind < kinds.size()) {
                Optional<BoundingBox> box = FindingBox.of(finding, one.file());
                if (box.isEmpty()) {
                    return Optional.empty();
                }
                lesions.add(new LabelledBox(box.get(), kind));
            }
        }
        return Optional.of(lesions);
    }
}
