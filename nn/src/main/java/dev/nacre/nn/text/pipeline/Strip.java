package dev.nacre.nn.text.pipeline;

/** Drops white space at the ends. */
record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public String normalize(String text) {
        int from = 0;
        int to = text.length();
        while (left && from < to && CharacterKinds.isSpace(text.charAt(from))) {
            from++;
        }
        while (right && to > from && CharacterKinds.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
