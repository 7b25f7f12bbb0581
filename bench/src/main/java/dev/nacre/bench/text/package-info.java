/** From text to token ids. */
package dev.nacre.bench.text;
