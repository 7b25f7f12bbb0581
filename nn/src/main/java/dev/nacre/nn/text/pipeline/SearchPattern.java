package dev.nacre.nn.text.pipeline;

/** Finds places in a text. */
interface SearchPattern {
    /** The matches and what lies between them. */
    void segments(String text, Segments to);

    /** Of {@code {"String": …}} or {@code {"Regex": …}}. */
    static SearchPattern read(Section section) {
        section.only("String", "Regex");
        if (section.has("String")) {
            String wanted = section.text("String");
            if (wanted.isEmpty()) {
                throw section.refusal("an empty string matches nowhere; this pattern cannot be meant");
            }
            return new LiteralPattern(wanted);
        }
        return new RegexPattern(section.text("Regex"), section.place());
    }
}
