package dev.nacre.mammo.report;

/**
 * A term at its place in a sentence.
 *
 * @param first its first token
 * @param end the token after it
 */
record Mention(Term term, int first, int end) {
}
