package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.PreparedView;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureBatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The pictures of one exam as the network takes them.
 *
 * @param views in their order
 * @param pictures levels from 0 to 1
 * @param breasts 1 inside
 */
record ExamInput(Map<ExamView, PreparedView> views, PictureBatch pictures, PictureBatch breasts) {
    static ExamInput of(Map<ExamView, PreparedView> given) {
        Map<ExamView, PreparedView> views = new EnumMap<>(given);
        int height = views.values().iterator().next().picture().height();
        int width = views.values().iterator().next().picture().width();
        float[] levels = new float[Math.multiplyExact(views.size(), height * width)];
        float[] breasts = new float[levels.length];
        int offset = 0;
        for (PreparedView view : views.values()) {
            if (view.picture().height() != height || view.picture().width() != width) {
                throw new IllegalArgumentException("pictures of " + view.picture().height() + " x "
                        + view.picture().width() + " and " + height + " x " + width + " make no exam: prepare all by"
                        + " the model's recipe");
            }
            System.arraycopy(view.unit(), 0, levels, offset, height * width);
            copy(view.breast(), breasts, offset);
            offset += height * width;
        }
        return new ExamInput(views, new PictureBatch(views.size(), height, width, levels),
                new PictureBatch(views.size(), height, width, breasts));
    }

    int[] slots() {
        return views.keySet().stream().mapToInt(ExamView::ordinal).toArray();
    }

    List<ExamView> order() {
        return List.copyOf(views.keySet());
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
