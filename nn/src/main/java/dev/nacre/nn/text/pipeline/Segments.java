package dev.nacre.nn.text.pipeline;

/** Receives the parts of a text, matches and what lies between them, in order and without gaps. */
@FunctionalInterface
interface Segments {
    /** The characters from {@code from} to {@code to}, which is left out. */
    void segment(int from, int to, boolean match);
}
