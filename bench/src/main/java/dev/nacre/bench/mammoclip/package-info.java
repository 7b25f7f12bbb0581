/** The study of Mammo-CLIP on phantoms: what it is, its runs, and its tables; docs/mammo-clip-study.md says it in words. */
package dev.nacre.bench.mammoclip;
