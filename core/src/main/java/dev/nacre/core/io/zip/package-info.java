/** Zip archives over a mapped file: entries that are stored stay where they are, and nothing is believed unchecked. */
package dev.nacre.core.io.zip;
