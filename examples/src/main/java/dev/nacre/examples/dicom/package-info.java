/** What the command {@code dicom} shows of a file, and what it hides. */
package dev.nacre.examples.dicom;
