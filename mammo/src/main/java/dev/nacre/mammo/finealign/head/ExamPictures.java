package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Map;

/**
 * All pictures of some exams, as the encoder takes them.
 *
 * @param values {@code [pictures, height, width, channels]}, from 0 to 1
 * @param slots of each picture, 4·exam + view, rising
 * @param exams how many
 */
record ExamPictures(float[] values, int height, int width, int channels, int[] slots, int exams) {
    /**
     * Prepared, and changed at random: each picture by a key of its own.
     *
     * @param input what is made of them
     */
    static ExamPictures of(List<Exam> exams, ViewSource views, PictureAugmentation augmentation, Key key,
            PictureInput input) {
        int height = views.recipe().fit().height();
        int width = views.recipe().fit().width();
        int elements = height * width;
        int count = exams.stream().mapToInt(exam -> exam.pictures().size()).sum();
        float[] levels = new float[Math.multiplyExact(count, elements)];
        float[] breasts = new float[levels.length];
        int[] slots = new int[count];
        int picture = 0;
        for (int number = 0; number < exams.size(); number++) {
            for (Map.Entry<ExamView, ExamPicture> one : exams.get(number).pictures().entrySet()) {
                PreparedView view = views.view(one.getValue().file(), one.getKey());
                Key own = key.child(picture);
                System.arraycopy(augmentation.apply(view.unit(), height, width, own), 0, levels, picture * elements,
                        elements);
                System.arraycopy(augmentation.apply(breast(view), height, width, own), 0, breasts, picture * elements,
                        elements);
                slots[picture++] = number * ExamView.COUNT + one.getKey().ordinal();
            }
        }
        float[] values = input.of(new PictureBatch(count, height, width, levels),
                new PictureBatch(count, height, width, breasts), slots, exams.size());
        return new ExamPictures(values, height, width, values.length / Math.max(1, levels.length), slots,
                exams.size());
    }

    private static float[] breast(PreparedView view) {
        boolean[] inside = view.breast().inside();
        float[] values = new float[inside.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = inside[index] ? 1 : 0;
        }
        return values;
    }

    /** {@code [pictures, height, width, channels]}. */
    Tensor tensor() {
        return Tensor.of(values, slots.length, height, width, channels);
    }
}
