/** Damaging files and measuring what reading them does; what is damaged, and how, is for others to say. */
package dev.nacre.bench.fuzz;
