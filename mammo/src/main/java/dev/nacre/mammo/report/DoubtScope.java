package dev.nacre.mammo.report;

import java.util.BitSet;
import java.util.List;

/**
 * Which findings of a sentence are doubted. A doubt reaches over a list with "or"; a comma or an "and" ends it, except
 * between attributes or right before "cannot be excluded". Doubt about a judgement ("possibly benign") is not about the
 * finding.
 */
final class DoubtScope {
    private final List<Mention> mentions;
    private final BitSet doubted;

    private DoubtScope(List<Mention> mentions) {
        this.mentions = mentions;
        this.doubted = new BitSet(mentions.size());
    }

    static BitSet of(List<Mention> mentions) {
        DoubtScope scope = new DoubtScope(mentions);
        for (int i = 0; i < mentions.size(); i++) {
            Term term = mentions.get(i).term();
            if (term == Cue.DOUBTED_BEFORE || term == Cue.DOUBT && !scope.reach(i, 1)) {
                scope.reach(i, -1);
            }
        }
        return scope.doubted;
    }

    /** Doubts what stands on one side; false where that is neither a finding nor a judgement. */
    private boolean reach(int from, int step) {
        boolean found = false;
        for (int i = from + step; i >= 0 && i < mentions.size(); i += step) {
            switch (mentions.get(i).term()) {
                case FindingKind kind -> {
                    doubted.set(i);
                    found = true;
                }
                case AssessmentWord word -> {
                    if (!found && !isOfFinding(i)) {
                        return true;
                    }
                }
                case Cue.COMMA, Cue.AND -> {
                    Term passed = mentions.get(i - step).term();
                    if (found || passed != Cue.DOUBTED_BEFORE && !(passed instanceof Attribute)) {
                        return found;
                    }
                }
                case Cue.BREAK, Cue.NEGATION, Cue.DOUBT, Cue.DOUBTED_BEFORE -> {
                    return found;
                }
                default -> { }
            }
        }
        return found;
    }

    /** Whether a judgement is part of a finding's name, as in "tumour". */
    private boolean isOfFinding(int i) {
        return i > 0 && mentions.get(i - 1).term() instanceof FindingKind
                && mentions.get(i - 1).first() == mentions.get(i).first();
    }
}
