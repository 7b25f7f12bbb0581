package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes phantoms: invented patients and pictures of their breasts. Each is a pure function of the settings and its
 * number. Safe for many threads.
 */
public final class PhantomGenerator {
    private static final double GRAIN = 0.012;
    private static final double[] DENSITY_LIMITS = {0.15, 0.5, 0.85};

    private final PhantomSettings settings;

    public PhantomGenerator(PhantomSettings settings) {
        this.settings = settings;
    }

    /** @param number from 1 */
    public PhantomPatient patient(int number) {
        Key key = Key.of(settings.seed()).child(number);
        Density density = density(key.uniform(0));
        Anatomy anatomy = anatomy(key.child(0));
        return new PhantomPatient(number, List.of(
                new BreastPlan(settings, anatomy, key.child(1)).draw(Laterality.LEFT, density, anatomy),
                new BreastPlan(settings, anatomy, key.child(2)).draw(Laterality.RIGHT, density, anatomy)));
    }

    /** One view of a breast. */
    public PhantomView view(PhantomBreast breast, View view) {
        Outline outline = new Outline(breast.anatomy(), view);
        Canvas canvas = new Canvas(settings.height(), settings.width());
        Key key = breast.key().child("view").child(view.ordinal());
        new Tissue(breast, outline, view).paint(canvas);
        BenignPainter painter = new BenignPainter(canvas);
        for (int index = 0; index < breast.benign().size(); index++) {
            Benign benign = breast.benign().get(index);
            painter.paint(benign, outline.point(benign.place()), key.child(0).child(index));
        }
        List<LesionMask> masks = new ArrayList<>();
        for (Lesion lesion : breast.lesions()) {
            masks.add(paint(canvas, lesion, outline.point(lesion.place()), key));
        }
        grain(canvas, key.child(3));
        boolean mirrored = breast.laterality() == Laterality.RIGHT;
        GreyPicture picture = canvas.picture(mirrored);
        return new PhantomView(view, picture, mirrored ? masks.stream().map(LesionMask::mirrored).toList() : masks);
    }

    private static LesionMask paint(Canvas canvas, Lesion lesion, Point centre, Key key) {
        boolean[] pixels = new boolean[canvas.height() * canvas.width()];
        switch (lesion) {
            case Mass mass -> {
                MassPainter painter = new MassPainter(mass, centre, canvas.pixel(), key.child(1));
                painter.paint(canvas);
                painter.mark(canvas, pixels);
            }
            case CalcificationCluster cluster -> {
                CalcificationPainter painter = new CalcificationPainter(cluster, centre, canvas.pixel(), key.child(2));
                painter.paint(canvas);
                painter.mark(canvas, pixels);
            }
        }
        return new LesionMask(lesion, canvas.height(), canvas.width(), pixels);
    }

    /** Noise of the detector: a sum of four even numbers per pixel, near enough to normal. */
    private static void grain(Canvas canvas, Key key) {
        for (int row = 0; row < canvas.height(); row++) {
            for (int column = 0; column < canvas.width(); column++) {
                double level = canvas.level(row, column);
                if (level > 0) {
                    long bits = key.bits((long) row * canvas.width() + column);
                    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
                    canvas.set(row, column, level + GRAIN * (sum * 0x1p-16 - 2) * 1.73);
                }
            }
        }
    }

    private static Density density(double position) {
        int index = 0;
        while (index < DENSITY_LIMITS.length && position >= DENSITY_LIMITS[index]) {
            index++;
        }
        return Density.values()[index];
    }

    private Anatomy anatomy(Key key) {
        double room = Canvas.HEIGHT * settings.width() / settings.height();
        return new Anatomy(room * (0.58 + 0.3 * key.uniform(0)), 7.5 + 3 * key.uniform(1), 6 + 2.5 * key.uniform(2),
                0.15 + 0.25 * key.uniform(3), room * (0.28 + 0.2 * key.uniform(4)), 9 + 5 * key.uniform(5));
    }
}
