package dev.nacre.nn.text.pipeline;

import java.text.Normalizer.Form;

/** Brings a text into one of Unicode's normal forms (Unicode Standard Annex 15). */
record UnicodeForm(Form form) implements Normalizer {
    @Override
    public String normalize(String text) {
        return java.text.Normalizer.normalize(text, form);
    }
}
