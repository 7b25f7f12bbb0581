package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import java.util.Optional;

/** The four pictures of a screening exam, in the order in which tensors hold them. */
public enum ExamView {
    LEFT_CC(Laterality.LEFT, View.CC),
    LEFT_MLO(Laterality.LEFT, View.MLO),
    RIGHT_CC(Laterality.RIGHT, View.CC),
    RIGHT_MLO(Laterality.RIGHT, View.MLO);

    /** How many there are. */
    public static final int COUNT = 4;

    private final Laterality side;
    private final View view;

    ExamView(Laterality side, View view) {
        this.side = side;
        this.view = view;
    }

    /** The picture of a side and a view; none where the side is not known. */
    public static Optional<ExamView> of(Laterality side, View view) {
        return switch (side) {
            case LEFT -> Optional.of(view == View.CC ? LEFT_CC : LEFT_MLO);
            case RIGHT -> Optional.of(view == View.CC ? RIGHT_CC : RIGHT_MLO);
            case UNKNOWN -> Optional.empty();
        };
    }

    public Laterality side() {
        return side;
    }

    public View view() {
        return view;
    }

    /** The other view of the same breast. */
    public ExamView ipsilateral() {
        return values()[ordinal() ^ 1];
    }

    /** The same view of the other breast. */
    public ExamView contralateral() {
        return values()[ordinal() ^ 2];
    }
}
