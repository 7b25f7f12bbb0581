package dev.nacre.nn.text.pipeline;

/** Spells words with the tokens of a vocabulary. */
@FunctionalInterface
interface SubwordModel {
    /** Adds the tokens of a word, which is not empty. */
    void spell(String word, Ids ids);
}
