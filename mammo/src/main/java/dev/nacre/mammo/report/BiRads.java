package dev.nacre.mammo.report;

/**
 * An assessment.
 *
 * @param category 0 to 6
 * @param subcategory a, b or c of category 4; empty where none was given
 * @param side the breast that it is about
 */
public record BiRads(int category, String subcategory, Side side) {
}
