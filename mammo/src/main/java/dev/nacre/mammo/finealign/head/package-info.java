/**
 * What is trained on top of the coarse-to-fine model with labels (specification §2.10): malignancy of breasts and
 * exams, masks of lesions, and boxes around them.
 */
package dev.nacre.mammo.finealign.head;
