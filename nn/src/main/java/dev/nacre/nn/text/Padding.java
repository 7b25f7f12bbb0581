package dev.nacre.nn.text;

/** To which length the rows of a batch are padded. */
public enum Padding {
    /** The longest row of the batch: fewest computations. */
    TO_LONGEST,
    /** The maximum length given: every batch has the same shape. */
    TO_MAXIMUM_LENGTH
}
