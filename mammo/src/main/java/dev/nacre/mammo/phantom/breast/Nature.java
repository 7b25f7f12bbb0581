package dev.nacre.mammo.phantom.breast;

/** What a lesion is. */
public enum Nature {
    BENIGN,
    MALIGNANT
}
