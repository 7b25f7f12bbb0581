package dev.nacre.nn.text.pipeline;

/** Rewrites a text before it is split. */
@FunctionalInterface
interface Normalizer {
    /** The rewritten text; the same string where nothing changes. */
    String normalize(String text);
}
