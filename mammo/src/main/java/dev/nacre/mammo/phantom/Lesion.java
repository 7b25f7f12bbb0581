package dev.nacre.mammo.phantom;

import java.util.Locale;

/** What a phantom is labelled for. */
public sealed interface Lesion permits Mass, CalcificationCluster {
    /** Which of the two. */
    enum Kind {
        MASS("mass"), CALCIFICATION("calcification");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** As tables and file names say it. */
        public String word() {
            return word;
        }
    }

    /** Which label this lesion belongs to. */
    Kind kind();

    /** Where its centre lies. */
    LesionPlace place();

    /** In centimetres. */
    double radius();

    /** Shape and margin, or morphology, as tables say it. */
    String appearance();
}
