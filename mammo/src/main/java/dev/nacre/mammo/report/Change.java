package dev.nacre.mammo.report;

/** What a finding has done since the pictures before. */
public enum Change implements Term {
    NEW,
    INCREASED,
    DECREASED,
    STABLE,
    RESOLVED;

    @Override
    public String family() {
        return "change";
    }
}
