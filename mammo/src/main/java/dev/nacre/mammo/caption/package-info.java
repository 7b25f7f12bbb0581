/** Texts for pre-training from sets: their reports, cleaned, or sentences made of what they know about each picture. */
package dev.nacre.mammo.caption;
