package dev.nacre.mammo.report;

import java.util.BitSet;
import java.util.List;

/** Which mentions of a sentence are only said to hide, perhaps, in dense tissue: all between its commas. */
final class HiddenScope {
    private HiddenScope() {
    }

    static BitSet of(List<Mention> mentions) {
        BitSet hidden = new BitSet(mentions.size());
        boolean hides = false;
        int begin = 0;
        for (int i = 0; i <= mentions.size(); i++) {
            Term term = i < mentions.size() ? mentions.get(i).term() : Cue.BREAK;
            if (term == Cue.BREAK || term == Cue.COMMA) {
                hidden.set(begin, i, hides);
                begin = i;
                hides = false;
            }
            hides |= term == Cue.MAY_HIDE;
        }
        return hidden;
    }
}
