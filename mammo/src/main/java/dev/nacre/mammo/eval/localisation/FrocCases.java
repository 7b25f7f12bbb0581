package dev.nacre.mammo.eval.localisation;

/** Pictures from which a FROC curve can be drawn, as often as a bootstrap wants. */
public sealed interface FrocCases permits ScoredMarks, SweptMarks {
    /** How many pictures there are. */
    int pictures();

    /**
     * The curve.
     *
     * @param times how often each picture counts
     * @param counted where false marks are counted
     * @return sensitivities are NaN if no lesion counts, false marks if no picture does
     */
    FrocCurve curve(int[] times, CountedPictures counted);
}
