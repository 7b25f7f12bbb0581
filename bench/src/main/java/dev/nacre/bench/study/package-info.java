/** What studies have in common: a folder in which they go on where they were stopped. */
package dev.nacre.bench.study;
