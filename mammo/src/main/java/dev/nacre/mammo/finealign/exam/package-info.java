/**
 * Exams of four views with a report, as the coarse-to-fine model sees them: what is known of an exam, and batches of
 * exams.
 */
package dev.nacre.mammo.finealign.exam;
