package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;

/** Draws a cluster of calcifications, dot by dot. */
final class CalcificationPainter {
    private final CalcificationCluster cluster;
    private final Point centre;
    private final double pixel;
    private final Key key;

    CalcificationPainter(CalcificationCluster cluster, Point centre, double pixel, Key key) {
        this.cluster = cluster;
        this.centre = centre;
        this.pixel = pixel;
        this.key = key;
    }

    void paint(Canvas canvas) {
        for (int dot = 0; dot < cluster.count(); dot++) {
            double bright = Dot.brightness(key.child(dot));
            dot(dot).paint(canvas, bright);
        }
    }

    void mark(Canvas canvas, boolean[] pixels) {
        for (int dot = 0; dot < cluster.count(); dot++) {
            dot(dot).mark(canvas, pixels);
        }
    }

    private Dot dot(int index) {
        Key own = key.child(index);
        double direction = 2 * Math.PI * key.uniform(0);
        double size = Dot.size(own);
        return switch (cluster.morphology()) {
            case ROUND -> new Dot(spread(index), size, size, 0, pixel);
            case AMORPHOUS -> new Dot(spread(index), 1.15 * size, size, Math.PI * own.uniform(5), pixel);
            case PLEOMORPHIC -> new Dot(spread(index), size * (0.8 + 0.9 * own.uniform(4)), size,
                    Math.PI * own.uniform(5), pixel);
            case FINE_LINEAR -> {
                double place = (2.0 * index / (cluster.count() - 1) - 1) * cluster.radius();
                double off = 0.3 * cluster.radius() * (2 * own.uniform(6) - 1);
                yield new Dot(centre.towards(direction, place).towards(direction + Math.PI / 2, off),
                        1.6 * size, 0.9 * size, direction + 0.5 * (own.uniform(5) - 0.5), pixel);
            }
        };
    }

    /** Dots spread evenly over the group, so that no two of them melt into one. */
    private Point spread(int index) {
        double golden = 2.399963;
        double radius = cluster.radius() * Math.sqrt((index + 0.6) / cluster.count());
        double angle = 2 * Math.PI * key.uniform(1) + golden * index;
        Key own = key.child(index);
        double loose = 0.25 * cluster.radius();
        return centre.towards(angle, radius)
                .towards(2 * Math.PI * own.uniform(7), loose * own.uniform(8));
    }
}
