/**
 * Judges maps of lesions on exams whose lesions are marked: Dice, pointing game, false positives at equal sensitivity,
 * beside a comparator and by density (specification of the coarse-to-fine model, §2.8, §2.9, §2.11).
 */
package dev.nacre.mammo.eval.maps;
