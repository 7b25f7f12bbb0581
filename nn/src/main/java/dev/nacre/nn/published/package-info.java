/**
 * Weights that others have published, recognised by the names and sizes in their files: which family they belong to,
 * what network they fill, and under which names. The weights themselves are the user's own.
 */
package dev.nacre.nn.published;
