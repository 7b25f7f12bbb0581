package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;

/** Masks drawn with letters: everything but a dot is inside. */
final class MaskPictures {
    private MaskPictures() {
    }

    static Mask mask(String... rows) {
        boolean[] inside = new boolean[rows.length * rows[0].length()];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = rows[index / rows[0].length()].charAt(index % rows[0].length()) != '.';
        }
        return new Mask(rows.length, rows[0].length(), inside);
    }
}
