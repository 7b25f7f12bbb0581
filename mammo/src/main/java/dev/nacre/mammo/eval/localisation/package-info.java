/**
 * How well maps, masks and boxes say where a lesion is, and how often they mark what is none. Research use, not for
 * diagnosis.
 */
package dev.nacre.mammo.eval.localisation;
