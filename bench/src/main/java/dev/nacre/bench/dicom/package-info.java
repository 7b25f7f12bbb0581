/** Preparing DICOM files, whole and damaged ones. */
package dev.nacre.bench.dicom;
