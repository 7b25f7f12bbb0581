/** Pages that need nothing else, for all commands that write some. */
package dev.nacre.examples.page;
