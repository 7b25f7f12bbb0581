package dev.nacre.mammo.data.sets;

/**
 * A part of a report.
 *
 * @param name such as findings or impression, in the set's own words
 * @param text as the set has it; may hold what identifies a person, so it is never shown by the library
 */
public record ReportSection(String name, String text) {
    /** The name alone. */
    @Override
    public String toString() {
        return "ReportSection[" + name + "]";
    }
}
