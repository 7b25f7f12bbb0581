package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;

/** Paints a breast without anything to find: fat, glandular tissue, strands, skin, nipple and muscle. */
final class Tissue {
    private static final double FAT = 0.30;
    private static final double GLAND = 0.27;
    private static final double SKIN_THICKNESS = 0.16;
    private static final double EDGE_FALL = 1.8;
    private static final double NIPPLE_RADIUS = 0.55;

    private final Density density;
    private final Outline outline;
    private final Noise gland;
    private final Noise coarse;
    private final Noise fine;
    private final Noise strands;
    private final double exposure;

    Tissue(PhantomBreast breast, Outline outline, View view) {
        Key key = breast.key().child(view.ordinal());
        this.density = breast.density();
        this.outline = outline;
        this.gland = new Noise(key.child(0), 3.2, 5, 0.62);
        this.coarse = new Noise(key.child(1), 5, 2, 0.6);
        this.fine = new Noise(key.child(2), 0.9, 3, 0.75);
        this.strands = new Noise(key.child(3), 2.6, 3, 0.7);
        // Both breasts of both views are exposed a little differently.
        this.exposure = 0.94 + 0.12 * key.child(4).uniform(0);
    }

    void paint(Canvas canvas) {
        for (int row = 0; row < canvas.height(); row++) {
            double y = canvas.y(row);
            for (int column = 0; column < canvas.width(); column++) {
                double x = canvas.x(column);
                double depth = outline.depth(x, y);
                double nipple = NIPPLE_RADIUS - outline.nipple().distance(x, y);
                double inside = canvas.edge(Math.max(depth, nipple));
                if (inside > 0) {
                    canvas.set(row, column, exposure * inside * level(x, y, depth, nipple));
                }
            }
        }
    }

    private double level(double x, double y, double depth, double nipple) {
        double glandular = glandular(x, y);
        double level = FAT + 0.03 * coarse.at(x, y) + GLAND * glandular
                + (0.025 + 0.03 * glandular) * fine.at(x, y)
                + (0.08 - 0.03 * glandular) * strands.ridge(x, y);
        double thickness = Math.clamp(depth / EDGE_FALL, 0, 1);
        level *= 0.45 + 0.55 * thickness * (2 - thickness);
        level += 0.16 * Math.clamp(1 - Math.abs(depth - SKIN_THICKNESS / 2) / SKIN_THICKNESS, 0, 1);
        if (nipple > 0) {
            level = Math.max(level, 0.42 + 0.2 * Math.min(1, nipple / NIPPLE_RADIUS));
        }
        double muscle = outline.pectoral(x, y);
        double share = Math.clamp(0.5 + muscle / 0.3, 0, 1);
        return level + share * (0.58 + 0.02 * coarse.at(y, x) + 0.03 * fine.at(x, y) - level);
    }

    /** Share of glandular tissue at a point, densest behind the nipple. */
    private double glandular(double x, double y) {
        Point nipple = outline.nipple();
        double across = (x - 0.55 * nipple.x()) / (0.62 * nipple.x());
        double down = (y - nipple.y()) / (0.72 * outline.half(y));
        double cone = 1 - across * across - down * down;
        double value = 0.75 * gland.at(x, y) + 0.9 * Math.max(-1.5, cone) + density.offset();
        double step = Math.clamp(0.5 + value / 0.9, 0, 1);
        return step * step * (3 - 2 * step);
    }
}
