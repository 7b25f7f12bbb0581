package dev.nacre.mammo.report;

import java.util.BitSet;
import java.util.List;

/**
 * What the findings of a sentence have done since earlier pictures. A change belongs to the findings of its stretch
 * and, where it stands behind them, to those that an "and" joins to them.
 */
final class ChangeScope {
    private final List<Mention> mentions;
    private final BitSet negated;
    private final Nearness nearness;
    private final Change[] changes;

    private ChangeScope(List<Mention> mentions, BitSet negated) {
        this.mentions = mentions;
        this.negated = negated;
        this.nearness = new Nearness(mentions);
        this.changes = new Change[mentions.size()];
    }

    /** The change of each mention, null for none. */
    static Change[] of(List<Mention> mentions, BitSet negated, List<Segment> segments) {
        ChangeScope scope = new ChangeScope(mentions, negated);
        Segment giver = null;
        Segment after = null;
        for (Segment segment : segments.reversed()) {
            if (!segment.changes().isEmpty()) {
                giver = segment.changes().getFirst() > segment.findings().getLast() ? segment : null;
            } else if (giver != null && !scope.joined(segment, after)) {
                giver = null;
            }
            List<Integer> places = segment.changes().isEmpty() && giver != null ? giver.changes() : segment.changes();
            segment.findings().forEach(finding -> scope.give(finding, places));
            after = segment;
        }
        return scope.changes;
    }

    private boolean joined(Segment before, Segment after) {
        boolean and = false;
        for (int i = before.findings().getLast(); i < after.findings().getFirst(); i++) {
            Term term = mentions.get(i).term();
            if (term == Cue.COMMA || term == Cue.BREAK) {
                return false;
            }
            and |= term == Cue.AND || term == Cue.OR;
        }
        return and;
    }

    private void give(int finding, List<Integer> places) {
        if (!places.isEmpty()) {
            int place = nearness.nearest(places, finding);
            Change change = (Change) mentions.get(place).term();
            // "No new mass" says nothing of old ones, and what is gone is not there.
            if (!negated.get(place) && negated.get(finding) == (change == Change.RESOLVED)) {
                changes[finding] = change;
            }
        }
    }
}
