/** Benchmarks that say what they measure: kernels by JMH, and whole processes. */
package dev.nacre.bench;
