package dev.nacre.nn.text.pipeline;

/** Finds the same characters again and again. */
record LiteralPattern(String wanted) implements SearchPattern {
    @Override
    public void segments(String text, Segments to) {
        int from = 0;
        int found = text.indexOf(wanted);
        while (found >= 0) {
            if (found > from) {
                to.segment(from, found, false);
            }
            from = found + wanted.length();
            to.segment(found, from, true);
            found = text.indexOf(wanted, from);
        }
        if (from < text.length()) {
            to.segment(from, text.length(), false);
        }
    }
}
