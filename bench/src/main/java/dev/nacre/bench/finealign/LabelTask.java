package dev.nacre.bench.finealign;

import java.util.Locale;

/** What is learned from labels. */
enum LabelTask {
    /** Which breasts are malignant; judged by the area under the curve over breasts. */
    MALIGNANCY,
    /** Where lesions are; judged by the mean Dice over pictures with a lesion. */
    SEGMENTATION;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
