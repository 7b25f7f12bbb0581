package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;

/** Draws what is bright and no lesion. */
final class BenignPainter {
    private final Canvas canvas;
    private final double pixel;

    BenignPainter(Canvas canvas) {
        this.canvas = canvas;
        this.pixel = canvas.pixel();
    }

    void paint(Benign benign, Point centre, Key key) {
        double size = benign.size();
        switch (benign.kind()) {
            case GLANDULAR_ISLAND -> island(centre, size, key);
            case SINGLE_CALCIFICATION -> new Dot(centre, size, size, 0, pixel).paint(canvas, Dot.brightness(key));
            case COARSE_CALCIFICATION -> disc(centre, size, 0.8 + 0.2 * key.uniform(0), 0.35 + 0.25 * key.uniform(1));
            case VESSEL_CALCIFICATION -> vessel(centre, size, key);
            case SKIN_LESION -> {
                disc(centre, size + 1.6 * pixel, 1, -0.05);
                disc(centre, size, 0.92 + 0.08 * key.uniform(0), 0.12 + 0.12 * key.uniform(1));
            }
            case CLIP -> new Dot(centre, size, 0.06, Math.PI * key.uniform(0), pixel).paint(canvas, 0.6);
            case LYMPH_NODE -> {
                disc(centre, size, 0.6 + 0.2 * key.uniform(0), 0.08 + 0.08 * key.uniform(1));
                disc(centre.towards(2 * Math.PI * key.uniform(2), 0.45 * size), 0.5 * size, 1, -0.11);
            }
        }
    }

    private void disc(Point centre, double radius, double stretch, double added) {
        canvas.paint(centre, radius / stretch + 2 * pixel, (x, y) -> {
            double across = (x - centre.x()) * stretch;
            double down = (y - centre.y()) / stretch;
            return canvas.edge(radius - Math.sqrt(across * across + down * down));
        }, (tissue, share) -> tissue + share * added);
    }

    /** As dense and as large as a mass, but with a ragged, fading border and the tissue's texture. */
    private void island(Point centre, double radius, Key key) {
        Noise ragged = new Noise(key.child(0), 1.4, 3, 0.8);
        double added = 0.02 + 0.09 * key.uniform(0);
        double turn = Math.PI * key.uniform(1);
        double stretch = 0.6 + 0.3 * key.uniform(2);
        double cosine = StrictMath.cos(turn);
        double sine = StrictMath.sin(turn);
        canvas.paint(centre, 2.2 * radius, (x, y) -> {
            double along = (cosine * (x - centre.x()) + sine * (y - centre.y())) * stretch;
            double aside = (cosine * (y - centre.y()) - sine * (x - centre.x())) / stretch;
            double inside = 1 - Math.sqrt(along * along + aside * aside) / radius + 0.5 * ragged.at(x, y);
            double step = Math.clamp(0.3 + 0.7 * inside, 0, 1);
            return step * step * (3 - 2 * step);
        }, (tissue, share) -> tissue + share * added);
    }

    private void vessel(Point centre, double length, Key key) {
        double angle = 2 * Math.PI * key.uniform(0);
        double bend = 0.5 * (2 * key.uniform(1) - 1);
        int steps = (int) Math.ceil(length / 0.28);
        Point point = centre.towards(angle + Math.PI, length / 2);
        for (int step = 0; step < steps; step++) {
            double direction = angle + bend * (2.0 * step / steps - 1);
            point = point.towards(direction, 0.28);
            for (int side = -1; side <= 1; side += 2) {
                if (key.uniform(10 + 2L * step + (side + 1) / 2) < 0.65) {
                    new Dot(point.towards(direction + Math.PI / 2, 0.13 * side), 0.09, 0.04, direction, pixel)
                            .paint(canvas, Dot.brightness(key.child(10 + step)));
                }
            }
        }
    }
}
