package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import java.util.Comparator;

/** Which of several assessments of a breast stands for it. */
final class Concern {
    /**
     * By how much they worry: incomplete (0) lies above probably benign (3), since the woman is called back, and below
     * suspicious (4).
     */
    static final Comparator<Birads> ORDER = Comparator.comparingDouble(birads ->
            birads == Birads.INCOMPLETE ? Birads.PROBABLY_BENIGN.ordinal() + 0.5 : birads.ordinal());

    private Concern() {
    }
}
