/**
 * Invented women, their breasts over the years, and what a reader would make of each exam. Nothing here knows of
 * pictures; the same settings give the same women.
 */
package dev.nacre.mammo.phantom.population;
