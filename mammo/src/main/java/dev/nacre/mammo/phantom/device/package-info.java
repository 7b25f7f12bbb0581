/**
 * Invented makes of mammography units, and the DICOM files "for presentation" that they write.
 */
package dev.nacre.mammo.phantom.device;
