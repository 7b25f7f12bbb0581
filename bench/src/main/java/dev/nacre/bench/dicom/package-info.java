/** What damaged DICOM files do to the reader. */
package dev.nacre.bench.dicom;
