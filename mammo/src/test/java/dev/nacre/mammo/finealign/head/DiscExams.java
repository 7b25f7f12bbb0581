package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exams whose malignant breasts show a bright disc somewhere, beside a bright bar that means nothing. */
final class DiscExams implements PictureSource {
    static final int SIDE = 64;
    private static final int BREAST = 48;
    private static final int RADIUS = 6;

    @Override
    public PixelRecipe recipe() {
        return PixelRecipe.oriented(SIDE, SIDE);
    }

    static ViewSource views() {
        return new ViewSource(new DiscExams(), 1 << 24);
    }

    /** Exams from a number on: every third has a disc in the left breast, every third in the right, others none. */
    static List<Exam> exams(int first, int count) {
        List<Exam> exams = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            Map<ExamView, ExamPicture> pictures = new EnumMap<>(ExamView.class);
            Map<Laterality, Pathology> pathology = new EnumMap<>(Laterality.class);
            for (ExamView view : ExamView.values()) {
                boolean malignant = number % 3 == (view.side() == Laterality.LEFT ? 0 : 1);
                pathology.put(view.side(), malignant ? Pathology.MALIGNANT : Pathology.NORMAL);
                if (number % 5 != 4 || view != ExamView.LEFT_MLO) {
                    pictures.put(view, new ExamPicture(Path.of(number + "-" + view.ordinal() + "-" + malignant),
                            List.of()));
                }
            }
            exams.add(new Exam("patient " + number / 2, pictures, Optional.empty(), Optional.empty(), pathology,
                    Optional.empty()));
        }
        return exams;
    }

    @Override
    public PreparedPicture picture(Path file) {
        String[] parts = file.toString().split("-");
        Key key = key(file);
        float[] levels = new float[SIDE * SIDE];
        int bar = 8 + (int) (key.uniform(2) * (SIDE - 16));
        for (int i = 0; i < levels.length; i++) {
            boolean bright = Boolean.parseBoolean(parts[2]) && isInDisc(i, key) || Math.abs(i / SIDE - bar) < 2;
            levels[i] = i % SIDE < BREAST ? 60 + (bright ? 120 : 0) + (float) (30 * key.child(9).uniform(i)) : 0;
        }
        return new PreparedPicture(SIDE, SIDE, 8, levels, new AppliedRecipe("", "", false,
                new PixelBox(0, 0, SIDE, SIDE), false, PlaneAffine.IDENTITY));
    }

    /** The disc of a picture that has one. */
    static Mask lesion(Exam exam, ExamView view, PreparedView prepared) {
        Path file = exam.pictures().get(view).file();
        boolean malignant = exam.pathology().get(view.side()) == Pathology.MALIGNANT;
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = malignant && isInDisc(i, key(file));
        }
        return new Mask(prepared.picture().height(), prepared.picture().width(), inside);
    }

    private static Key key(Path file) {
        return Key.of(file.toString().hashCode());
    }

    private static boolean isInDisc(int pixel, Key key) {
        double row = 10 + key.uniform(0) * (SIDE - 20);
        double column = 10 + key.uniform(1) * (BREAST - 20);
        return Math.hypot(pixel / SIDE - row, pixel % SIDE - column) <= RADIUS;
    }

    @Override
    public void check(Collection<Path> files) {
        // All there are.
    }
}
