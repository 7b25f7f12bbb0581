/** Commands of the coarse-to-fine model, and the page that shows what it read in an exam. */
package dev.nacre.examples.finealign;
