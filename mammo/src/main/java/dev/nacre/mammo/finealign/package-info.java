/**
 * The coarse-to-fine model of four views and a report as a whole: its files, how it is trained, and what is trained on
 * top of it.
 */
package dev.nacre.mammo.finealign;
