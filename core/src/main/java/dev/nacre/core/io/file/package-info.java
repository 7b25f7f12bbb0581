/** What every checkpoint format needs: a mapped file, views with strides onto its bytes, and refusing in a sentence. */
package dev.nacre.core.io.file;
