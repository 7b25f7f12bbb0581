/** Charts as SVG files, for what benchmarks measure. */
package dev.nacre.bench.chart;
