/** The study of the coarse-to-fine model on phantoms: what it is, its runs, and its tables. */
package dev.nacre.bench.finealign;
