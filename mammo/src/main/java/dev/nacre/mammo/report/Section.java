package dev.nacre.mammo.report;

/**
 * A part of a report.
 *
 * @param kind what its heading says
 * @param text what follows the heading, without the spaces around it
 */
public record Section(SectionKind kind, String text) {
}
