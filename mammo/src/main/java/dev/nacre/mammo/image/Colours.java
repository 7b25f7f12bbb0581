package dev.nacre.mammo.image;

/** What becomes of a picture in colour. */
enum Colours {
    /** It is refused: a mammogram is grey. */
    REFUSED,
    /** Each pixel gets the level of its brightest channel: masks mark kinds of lesions by colours. */
    BRIGHTEST
}
