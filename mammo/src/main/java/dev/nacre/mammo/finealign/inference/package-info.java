/**
 * What a trained coarse-to-fine model shows of an exam: enhanced pictures, awareness maps, where words lie, zero-shot
 * masks and scores (specification §2.6 and §2.8), and what they are held against. Research use, not for diagnosis.
 */
package dev.nacre.mammo.finealign.inference;
