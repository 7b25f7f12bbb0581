package dev.nacre.mammo.report;

/**
 * A sentence of a text.
 *
 * @param text without its full stop, its list number and the spaces around it
 * @param start where it begins in the text, in characters
 * @param end where it ends, exclusive
 */
public record Sentence(String text, int start, int end) {
}
