/** A model inside an application: many callers at once, and the way from the start to the first vector. */
package dev.nacre.bench.embedding;
