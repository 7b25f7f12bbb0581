package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.Optional;

/**
 * Where in a prepared picture lesions are looked for, by maps and by the brightness that they are compared with: the
 * breast without its rim and, in an oblique view, without the pectoral muscle, which are bright and no lesions. Where
 * the view is not known, or nothing would be left, the breast.
 */
final class SearchedArea {
    /** Columns at each side by which the chest wall is told, as a part of the width. */
    private static final double STRIP = 0.03;

    private SearchedArea() {
    }

    static Mask of(PreparedPicture picture, SetRecord record) {
        Mask breast = BreastMask.of(picture);
        Optional<ExamView> view = record.view().standard().flatMap(one -> ExamView.of(record.side(), one));
        if (view.isEmpty()) {
            return breast;
        }
        Mask searched = wallIsRight(breast) ? mirrored(PreparedView.of(mirrored(picture), view.get()).searched())
                : PreparedView.of(picture, view.get()).searched();
        return searched.count() > 0 ? searched : breast;
    }

    /** The breast meets the side of the chest wall along more rows than the other. */
    private static boolean wallIsRight(Mask breast) {
        int strip = (int) Math.max(1, STRIP * breast.width());
        int left = 0;
        int right = 0;
        for (int row = 0; row < breast.height(); row++) {
            for (int column = 0; column < strip; column++) {
                left += breast.at(row, column) ? 1 : 0;
                right += breast.at(row, breast.width() - 1 - column) ? 1 : 0;
            }
        }
        return right > left;
    }

    private static PreparedPicture mirrored(PreparedPicture picture) {
        float[] levels = new float[picture.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = picture.levels()[turned(index, picture.width())];
        }
        AppliedRecipe applied = picture.applied();
        return new PreparedPicture(picture.height(), picture.width(), picture.bits(), levels, new AppliedRecipe(
                applied.recipe(), applied.levels(), applied.inverted(), applied.crop(), !applied.flipped(),
                applied.toPrepared().then(PlaneAffine.flipHorizontally(picture.width()))));
    }

    private static Mask mirrored(Mask mask) {
        boolean[] inside = new boolean[mask.inside().length];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = mask.inside()[turned(index, mask.width())];
        }
        return new Mask(mask.height(), mask.width(), inside);
    }

    private static int turned(int index, int width) {
        return index - index % width + width - 1 - index % width;
    }
}
