package dev.nacre.mammo.eval.localisation;

/** In which pictures false marks are counted. */
public enum CountedPictures {
    /** In all. */
    ALL,
    /** In those without a lesion. */
    NORMAL
}
