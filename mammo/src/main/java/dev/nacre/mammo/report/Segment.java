package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.List;

/** A stretch of a sentence whose sides, places and so on belong to its own findings. Numbers are of mentions. */
final class Segment {
    private final int clause;
    private final List<Integer> findings = new ArrayList<>();
    private final List<Integer> sides = new ArrayList<>();
    private final List<Integer> locations = new ArrayList<>();
    private final List<Integer> attributes = new ArrayList<>();
    private final List<Integer> changes = new ArrayList<>();

    private Segment(int clause) {
        this.clause = clause;
    }

    int clause() {
        return clause;
    }

    List<Integer> findings() {
        return findings;
    }

    List<Integer> sides() {
        return sides;
    }

    List<Integer> locations() {
        return locations;
    }

    List<Integer> attributes() {
        return attributes;
    }

    List<Integer> changes() {
        return changes;
    }

    /** Whether the last side or place stands after the first finding, so that it may be meant for a whole list. */
    boolean endsWithPlace() {
        int last = Math.max(sides.isEmpty() ? -1 : sides.getLast(), locations.isEmpty() ? -1 : locations.getLast());
        return !findings.isEmpty() && last > findings.getFirst();
    }

    /** The segments that have findings; what stands in others belongs to the one before, or else to the one after. */
    static List<Segment> of(List<Mention> mentions) {
        List<Segment> segments = new ArrayList<>();
        Segment open = new Segment(0);
        for (int i = 0; i < mentions.size(); i++) {
            switch (mentions.get(i).term()) {
                case Cue.BREAK -> open = close(open, segments, open.clause + 1, mentions);
                case Cue.COMMA, Cue.AND, Cue.OR, Cue.NEGATION -> open = close(open, segments, open.clause, mentions);
                case FindingKind kind -> open.findings.add(i);
                case SideTerm side -> open.sides.add(i);
                case Location location -> open.locations.add(i);
                case Attribute attribute -> open.attributes.add(i);
                case Change change -> open.changes.add(i);
                default -> { }
            }
        }
        if (!open.findings.isEmpty()) {
            segments.add(open);
        } else if (!segments.isEmpty()) {
            segments.getLast().take(open);
        }
        return segments;
    }

    private static Segment close(Segment open, List<Segment> segments, int clause, List<Mention> mentions) {
        Segment next = new Segment(clause);
        if (!open.findings.isEmpty()) {
            segments.add(open);
        } else if (!segments.isEmpty() && segments.getLast().fits(open, mentions)) {
            segments.getLast().take(open);
        } else {
            next.take(open);
        }
        return next;
    }

    private boolean fits(Segment other, List<Mention> mentions) {
        return clause == other.clause && (sides.isEmpty() || other.sides.isEmpty()
                || mentions.get(sides.getLast()).term() == mentions.get(other.sides.getFirst()).term());
    }

    private void take(Segment other) {
        sides.addAll(other.sides);
        locations.addAll(other.locations);
        attributes.addAll(other.attributes);
        changes.addAll(other.changes);
    }
}
