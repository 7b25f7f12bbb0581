package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;

/** What a report tells and a label stands for. */
public sealed interface Lesion permits Mass, CalcificationCluster, ArchitecturalDistortion, Asymmetry {
    /** The four kinds. */
    enum Kind {
        MASS("mass"),
        CALCIFICATION("calcification"),
        DISTORTION("architectural distortion"),
        ASYMMETRY("asymmetry");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As reports and tables say it. */
        public String words() {
            return words;
        }
    }

    /** Which of the four. */
    Kind kind();

    /** Where its centre lies. */
    BreastPoint place();

    /** Of a ball that holds it, spicules left out, in millimetres. */
    double radius();

    /** Benign or malignant. */
    Nature nature();

    /** Of everything in its form that is left to chance. The same lesion keeps it from exam to exam. */
    Key key();
}
