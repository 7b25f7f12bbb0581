/** Invented mammograms with known truth: pictures, masks, boxes and reports. */
package dev.nacre.mammo.phantom;
