package dev.nacre.nn.text.pipeline;

/** Puts characters before every text that is not empty. */
record Prepend(String characters) implements Normalizer {
    @Override
    public String normalize(String text) {
        return text.isEmpty() ? text : characters + text;
    }
}
