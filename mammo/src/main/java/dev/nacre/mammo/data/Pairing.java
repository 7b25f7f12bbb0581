package dev.nacre.mammo.data;

/** Which two pictures of a breast make a pair. */
public enum Pairing {
    /** Two different views where the breast has them, as the paper describes: a CC picture beside an MLO picture. */
    VIEWS,
    /**
     * The published code before July 2024, with which the released weights were probably trained: both pictures are of
     * one view, and of one file if that view has no second one.
     */
    PAPER
}
