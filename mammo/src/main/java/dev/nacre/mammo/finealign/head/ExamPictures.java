package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.mammo.finealign.exam.Exam;
import dev.nacre.mammo.finealign.exam.ExamPicture;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.ViewSource;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Map;

/**
 * All pictures of some exams.
 *
 * @param pictures levels from 0 to 1
 * @param slots of each picture, 4·exam + view, rising
 * @param exams how many
 */
record ExamPictures(PictureBatch pictures, int[] slots, int exams) {
    /** Prepared, and changed at random: each picture by a key of its own. */
    static ExamPictures of(List<Exam> exams, ViewSource views, PictureAugmentation augmentation, Key key) {
        int height = views.recipe().fit().height();
        int width = views.recipe().fit().width();
        int count = exams.stream().mapToInt(exam -> exam.pictures().size()).sum();
        float[] levels = new float[Math.multiplyExact(count, height * width)];
        int[] slots = new int[count];
        int picture = 0;
        for (int number = 0; number < exams.size(); number++) {
            for (Map.Entry<ExamView, ExamPicture> one
                    : exams.get(number).pictures().entrySet()) {
                float[] unit = views.view(one.getValue().file(), one.getKey()).unit();
                float[] changed = augmentation.apply(unit, height, width, key.child(picture));
                System.arraycopy(changed, 0, levels, picture * height * width, height * width);
                slots[picture++] = number * ExamView.COUNT + one.getKey().ordinal();
            }
        }
        return new ExamPictures(new PictureBatch(count, height, width, levels), slots, exams.size());
    }

    /** As they are. */
    static ExamPictures of(List<Exam> exams, ViewSource views) {
        return of(exams, views, PictureAugmentation.NONE, Key.of(0));
    }
}
