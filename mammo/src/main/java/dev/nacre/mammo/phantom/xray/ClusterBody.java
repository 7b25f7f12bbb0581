package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import java.util.ArrayList;
import java.util.List;

/** Where the grains of a cluster lie, and what each is made of: balls that touch. Offsets from the cluster's middle. */
final class ClusterBody {
    private ClusterBody() {
    }

    /**
     * A ball of calcium.
     *
     * @param offset of its centre from the cluster's middle, in millimetres
     * @param radius in millimetres
     * @param part of the attenuation of solid hydroxyapatite
     */
    record Ball(BreastPoint offset, float radius, float part) {
    }

    /** The balls of all grains, grain by grain. */
    static List<Ball> balls(CalcificationCluster cluster, BreastShape shape) {
        List<Ball> balls = new ArrayList<>();
        for (int grain = 0; grain < cluster.count(); grain++) {
            Key own = cluster.key().child(grain);
            BreastPoint middle = place(cluster, shape, own.child(0));
            balls.addAll(grain(middle, cluster.size(), cluster.morphology(), own.child(1)));
        }
        return balls;
    }

    /** One grain of the usual diameter {@code size} around an offset. */
    static List<Ball> grain(BreastPoint middle, double size, CalcificationCluster.Morphology morphology, Key key) {
        double chance = key.uniform(0);
        return switch (morphology) {
            case ROUND -> List.of(new Ball(middle, (float) (size * (0.4 + 0.2 * chance)), 1));
            case AMORPHOUS -> pile(middle, size * (0.5 + 0.2 * chance), 3, 0.8, 0.3f, key);
            case COARSE_HETEROGENEOUS -> pile(middle, size * (0.5 + 0.35 * chance), 4, 0.9, 1, key);
            case FINE_PLEOMORPHIC -> pile(middle, size * (0.2 + 0.35 * chance), 2 + (int) key.below(2, 1), 1.2, 1, key);
            case FINE_LINEAR -> chain(middle, size * (0.25 + 0.1 * chance), 4 + (int) key.below(5, 1), key);
        };
    }

    private static BreastPoint place(CalcificationCluster cluster, BreastShape shape, Key key) {
        double radius = cluster.radius();
        double[] ball = inBall(key);
        return switch (cluster.distribution()) {
            case GROUPED, REGIONAL -> new BreastPoint(radius * ball[0], radius * ball[1], radius * ball[2]);
            case LINEAR -> alongDuct(cluster, shape, radius * (2 * key.uniform(3) - 1), 0.12 * radius, ball);
            // A segment is a cone with its point at the nipple.
            case SEGMENTAL -> {
                double way = radius * (2 * key.uniform(3) - 1);
                yield alongDuct(cluster, shape, way, 0.25 * (1.5 * radius - way), ball);
            }
        };
    }

    /** An offset towards the nipple by {@code way}, and aside by at most {@code spread}. */
    private static BreastPoint alongDuct(CalcificationCluster cluster, BreastShape shape, double way, double spread,
            double[] ball) {
        BreastPoint nipple = new BreastPoint(shape.depth(), 0, 0);
        double distance = Math.max(1, nipple.distance(cluster.place()));
        return new BreastPoint(way * (nipple.forward() - cluster.place().forward()) / distance + spread * ball[0],
                way * (nipple.outward() - cluster.place().outward()) / distance + spread * ball[1],
                way * (nipple.upward() - cluster.place().upward()) / distance + spread * ball[2]);
    }

    private static List<Ball> pile(BreastPoint middle, double radius, int count, double spread, float part, Key key) {
        List<Ball> balls = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            double[] aside = inBall(key.child(index));
            balls.add(new Ball(middle.moved(spread * radius * aside[0], spread * radius * aside[1],
                    spread * radius * aside[2]), (float) (radius * (0.6 + 0.4 * key.uniform(2L + index))), part));
        }
        return balls;
    }

    private static List<Ball> chain(BreastPoint middle, double radius, int count, Key key) {
        double[] direction = inBall(key.child(0));
        double length = Math.sqrt(direction[0] * direction[0] + direction[1] * direction[1]
                + direction[2] * direction[2]) + 1e-9;
        List<Ball> balls = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            double way = 1.3 * radius * (index - count / 2.0) / length;
            double[] aside = inBall(key.child(1).child(index));
            balls.add(new Ball(middle.moved(way * direction[0] + 0.4 * radius * aside[0],
                    way * direction[1] + 0.4 * radius * aside[1], way * direction[2] + 0.4 * radius * aside[2]),
                    (float) (radius * (0.7 + 0.5 * key.uniform(2L + index))), 1));
        }
        return balls;
    }

    /** A point of the unit ball, all parts of it alike. */
    private static double[] inBall(Key key) {
        double rise = 2 * key.uniform(0) - 1;
        double around = 2 * Math.PI * key.uniform(1);
        double out = StrictMath.cbrt(key.uniform(2));
        double flat = out * Math.sqrt(1 - rise * rise);
        return new double[] {flat * StrictMath.cos(around), flat * StrictMath.sin(around), out * rise};
    }
}
