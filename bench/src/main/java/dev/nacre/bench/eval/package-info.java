/** What scores that need no learning find in phantoms: whether brightness gives their lesions away. */
package dev.nacre.bench.eval;
