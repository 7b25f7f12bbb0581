/**
 * Python's pickles as data. A pickle is a program for a small machine; this one builds values and calls nothing: where
 * Python would import and call something, it keeps a note of what would have been called, with which arguments.
 */
package dev.nacre.core.io.pickle;
