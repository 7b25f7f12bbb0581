/** What the command {@code data} says of a set of mammograms. */
package dev.nacre.examples.data;
