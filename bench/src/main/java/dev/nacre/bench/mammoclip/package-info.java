/** The study of Mammo-CLIP on phantoms: what it is, its runs, and its tables. */
package dev.nacre.bench.mammoclip;
