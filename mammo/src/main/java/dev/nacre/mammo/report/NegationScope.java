package dev.nacre.mammo.report;

import java.util.BitSet;
import java.util.List;

/**
 * Which mentions of a sentence are denied. A denial reaches to the end of its clause; a comma ends it too, unless it is
 * one of a list that goes on to an "or". What has gone since earlier pictures is denied as well.
 */
final class NegationScope {
    private NegationScope() {
    }

    static BitSet of(List<Mention> mentions) {
        BitSet orFollows = orFollows(mentions);
        BitSet negated = new BitSet(mentions.size());
        boolean denied = false;
        int clause = 0;
        boolean finding = false;
        for (int i = 0; i < mentions.size(); i++) {
            switch (mentions.get(i).term()) {
                case Cue.NEGATION -> denied = true;
                case Cue.BREAK -> {
                    denied = false;
                    clause = i;
                    finding = false;
                }
                case Cue.COMMA -> denied &= orFollows.get(i);
                case Cue.DENIED_BEFORE -> {
                    negated.set(clause, i);
                    clause = i;
                }
                case Change.RESOLVED -> {
                    negated.set(i, denied);
                    if (!denied && finding) {
                        negated.set(clause, i);
                        clause = i;
                        finding = false;
                    } else {
                        // "Resolution of the mass" denies what follows; "has not resolved" denies nothing.
                        denied = !denied;
                    }
                }
                case FindingKind kind -> {
                    negated.set(i, denied);
                    finding = true;
                }
                default -> negated.set(i, denied);
            }
        }
        return negated;
    }

    private static BitSet orFollows(List<Mention> mentions) {
        BitSet follows = new BitSet(mentions.size());
        boolean or = false;
        for (int i = mentions.size() - 1; i >= 0; i--) {
            Term term = mentions.get(i).term();
            follows.set(i, or);
            or = term == Cue.OR || or && term != Cue.BREAK && term != Cue.NEGATION;
        }
        return follows;
    }
}
