package dev.nacre.mammo.data.sets;

/**
 * Something in a set that its user should know of; the rest of the set is still read.
 *
 * @param kind what kind of problem
 * @param place where
 * @param sentence what it is, without any value of the table, since a misplaced cell may hold an identifier
 */
public record SetProblem(Kind kind, RowPlace place, String sentence) {
    /** What kind of problem, with the words that stand before a count of them. */
    public enum Kind {
        /** A table names a picture, mask or report that is not there. The picture's row is left out. */
        MISSING_FILE("missing files"),
        /** A picture or a report that cannot be decoded. It is left out. */
        UNREADABLE("unreadable files"),
        /** The same picture a second time. Only the first is kept. */
        DUPLICATE("duplicates"),
        /** A label that the set's description does not know. The label is left empty. */
        UNKNOWN_LABEL("unknown labels"),
        /** Two rows that must agree and do not. */
        CONTRADICTION("contradictory labels"),
        /** A place of a finding that cannot be one. The place is left out. */
        UNUSABLE_REGION("unusable boxes or outlines"),
        /** A file that is no mammogram, such as a screen capture. It is left out. */
        NO_MAMMOGRAM("files that are no mammograms"),
        /** A report of which it is not clear what it describes. It is left out. */
        REPORT_LEFT_OUT("reports left out"),
        /** A picture that no table of labels has. It is kept without labels. */
        UNLABELLED("pictures without labels"),
        /** A row about a picture that no other table has. */
        ORPHAN("rows without their picture"),
        /** A patient on both sides of the published split; the reader moved the rows to one side. */
        REGROUPED("rows moved to the other side of the split");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Plural, such as {@code missing files}. */
        public String words() {
            return words;
        }
    }
}
