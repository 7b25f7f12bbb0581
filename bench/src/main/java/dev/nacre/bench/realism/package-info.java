/** How alike invented mammograms and real ones are, measured on sets of pictures. */
package dev.nacre.bench.realism;
