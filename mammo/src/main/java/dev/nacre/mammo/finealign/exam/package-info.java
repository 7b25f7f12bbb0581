/** Batches of exams as the coarse-to-fine model learns from them: augmented pictures, words, and wrong sentences. */
package dev.nacre.mammo.finealign.exam;
