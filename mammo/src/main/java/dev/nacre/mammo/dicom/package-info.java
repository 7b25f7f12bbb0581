/** DICOM files: reading, writing, pixel values, and how they are meant to be shown (DICOM PS3.3, PS3.5, PS3.10). */
package dev.nacre.mammo.dicom;
