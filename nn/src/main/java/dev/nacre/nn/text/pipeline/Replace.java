package dev.nacre.nn.text.pipeline;

/** Puts the same characters in the place of every match. */
record Replace(SearchPattern pattern, String content) implements Normalizer {
    @Override
    public String normalize(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        pattern.segments(text, (from, to, match) -> {
            if (match) {
                replaced.append(content);
                NormalizerChain.checkGrowth(text.length(), replaced.length());
            } else {
                replaced.append(text, from, to);
            }
        });
        return replaced.toString();
    }
}
