package dev.nacre.mammo.task.finetune;

import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import java.util.List;
import java.util.stream.IntStream;

/** What one output of a model should say of a picture: of a class, whether it is that one. */
final class OutputLabel {
    private OutputLabel() {
    }

    /** 1, 0 or {@link LabelledPicture#UNKNOWN}. */
    static int of(LabelScheme scheme, LabelledPicture picture, int output) {
        if (scheme.kind() == LabelScheme.Kind.FINDINGS) {
            return picture.labels().get(output);
        }
        int own = picture.labels().getFirst();
        return own == LabelledPicture.UNKNOWN ? own : own == output ? 1 : 0;
    }

    /** The numbers of the pictures of which it is known. */
    static int[] known(LabelScheme scheme, List<LabelledPicture> pictures, int output) {
        return IntStream.range(0, pictures.size()).filter(number ->
                of(scheme, pictures.get(number), output) != LabelledPicture.UNKNOWN).toArray();
    }

    /** Whether some pictures are known to have it, and some not to. */
    static boolean hasBoth(LabelScheme scheme, List<LabelledPicture> pictures, int output) {
        return pictures.stream().map(picture -> of(scheme, picture, output))
                .filter(label -> label != LabelledPicture.UNKNOWN).distinct().count() == 2;
    }
}
