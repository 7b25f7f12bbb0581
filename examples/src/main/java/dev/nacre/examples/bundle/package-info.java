/** One folder for a GPU host that has no network, no JDK and no build: what to run there, and what runs it. */
package dev.nacre.examples.bundle;
