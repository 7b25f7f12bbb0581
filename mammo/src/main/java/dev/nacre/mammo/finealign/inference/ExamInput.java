package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.finealign.loss.BreastPictures;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pictures of one exam as the network takes them.
 *
 * @param views in their order
 * @param pictures levels from 0 to 1
 * @param breasts 1 inside
 * @param searched 1 where lesions are looked for
 */
record ExamInput(Map<ExamView, PreparedView> views, PictureBatch pictures, PictureBatch breasts,
        PictureBatch searched) {
    static ExamInput of(Map<ExamView, PreparedView> given) {
        Map<ExamView, PreparedView> views = new EnumMap<>(given);
        int height = views.values().iterator().next().picture().height();
        int width = views.values().iterator().next().picture().width();
        float[] levels = new float[Math.multiplyExact(views.size(), height * width)];
        float[] breasts = new float[levels.length];
        float[] searched = new float[levels.length];
        int offset = 0;
        for (PreparedView view : views.values()) {
            if (view.picture().height() != height || view.picture().width() != width) {
                throw new IllegalArgumentException("pictures of " + view.picture().height() + " x "
                        + view.picture().width() + " and " + height + " x " + width + " make no exam: prepare all by"
                        + " the model's recipe");
            }
            System.arraycopy(view.unit(), 0, levels, offset, height * width);
            copy(view.breast(), breasts, offset);
            copy(view.searched(), searched, offset);
            offset += height * width;
        }
        return new ExamInput(views, new PictureBatch(views.size(), height, width, levels),
                new PictureBatch(views.size(), height, width, breasts),
                new PictureBatch(views.size(), height, width, searched));
    }

    int[] slots() {
        return views.keySet().stream().mapToInt(ExamView::ordinal).toArray();
    }

    List<ExamView> order() {
        return List.copyOf(views.keySet());
    }

    /** Which pictures show which breast, left before right. */
    List<BreastPictures> breastPictures() {
        List<ExamView> order = order();
        return Stream.of(Laterality.LEFT, Laterality.RIGHT)
                .map(side -> new BreastPictures(0, side, IntStream.range(0, order.size())
                        .filter(number -> order.get(number).side() == side).boxed().toList()))
                .filter(breast -> !breast.pictures().isEmpty()).toList();
    }

    /** A picture's levels as a map. */
    PictureMap picture(int number) {
        return new PictureMap(pictures.height(), pictures.width(), pictures.part(number, number + 1).values());
    }

    private static void copy(Mask mask, float[] target, int offset) {
        for (int index = 0; index < mask.inside().length; index++) {
            target[offset + index] = mask.inside()[index] ? 1 : 0;
        }
    }
}
