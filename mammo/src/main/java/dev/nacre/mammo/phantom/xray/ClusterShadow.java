package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What rays meet in calcifications. */
final class ClusterShadow {
    private static final float EXTRA = Attenuation.CALCIFICATION - Attenuation.GLAND;
    /** How far the mask of a cluster reaches beyond the middles of its outer grains, in millimetres. */
    private static final float RIM = 0.7f;

    private final AttenuationMap map;
    private final Compression compression;

    ClusterShadow(AttenuationMap map, Compression compression) {
        this.map = map;
        this.compression = compression;
    }

    /** Adds a cluster, and marks the pixels in the hull of its grains. */
    void add(CalcificationCluster cluster, BreastShape shape, boolean[] covered) {
        List<ClusterBody.Ball> balls = ClusterBody.balls(cluster, shape);
        mark(add(cluster.place(), balls), covered);
    }

    /** Adds balls around a point; their places in the picture. */
    List<Compression.Place> add(BreastPoint middle, List<ClusterBody.Ball> balls) {
        Compression.Place centre = compression.place(middle);
        List<Compression.Place> places = new ArrayList<>();
        for (ClusterBody.Ball ball : balls) {
            Compression.Place place = centre.plus(compression.seen(ball.offset()));
            if (compression.inside(place.forward(), place.up()) > 0) {
                map.ball(place.forward(), place.up(), ball.radius(), ball.part() * EXTRA);
                places.add(place);
            }
        }
        return places;
    }

    private void mark(List<Compression.Place> places, boolean[] covered) {
        List<Compression.Place> hull = hull(places);
        if (hull.isEmpty()) {
            return;
        }
        float rim = Math.max(RIM, 0.5f * map.pixel());
        float middleForward = (float) hull.stream().mapToDouble(Compression.Place::forward).average().orElseThrow();
        float middleUp = (float) hull.stream().mapToDouble(Compression.Place::up).average().orElseThrow();
        float reach = rim + (float) hull.stream().mapToDouble(place -> Math.max(
                Math.abs(place.forward() - middleForward), Math.abs(place.up() - middleUp))).max().orElseThrow();
        map.around(middleForward, middleUp, reach, (row, column) ->
                covered[row * map.width() + column] |= within(hull, map.forward(column), map.up(row), rim));
    }

    /** Inside a convex outline that runs anticlockwise, or at most {@code rim} away from it. */
    private static boolean within(List<Compression.Place> hull, float forward, float up, float rim) {
        boolean inside = hull.size() > 2;
        float nearest = Float.MAX_VALUE;
        for (int index = 0; index < hull.size(); index++) {
            Compression.Place one = hull.get(index);
            Compression.Place next = hull.get((index + 1) % hull.size());
            float dx = next.forward() - one.forward();
            float dy = next.up() - one.up();
            float px = forward - one.forward();
            float py = up - one.up();
            inside &= dx * py - dy * px >= 0;
            float along = Math.clamp((px * dx + py * dy) / Math.max(1e-9f, dx * dx + dy * dy), 0, 1);
            float ex = px - along * dx;
            float ey = py - along * dy;
            nearest = Math.min(nearest, ex * ex + ey * ey);
        }
        return inside || nearest <= rim * rim;
    }

    /** The convex hull, anticlockwise (Andrew 1979). */
    private static List<Compression.Place> hull(List<Compression.Place> places) {
        List<Compression.Place> sorted = places.stream().sorted(
                Comparator.comparing(Compression.Place::forward).thenComparing(Compression.Place::up)).toList();
        if (sorted.size() < 3) {
            return sorted;
        }
        List<Compression.Place> hull = half(sorted);
        List<Compression.Place> upper = half(sorted.reversed());
        hull.removeLast();
        upper.removeLast();
        hull.addAll(upper);
        return hull;
    }

    private static List<Compression.Place> half(List<Compression.Place> sorted) {
        List<Compression.Place> chain = new ArrayList<>();
        for (Compression.Place place : sorted) {
            while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.getLast(), place) <= 0) {
                chain.removeLast();
            }
            chain.add(place);
        }
        return chain;
    }

    private static float turn(Compression.Place a, Compression.Place b, Compression.Place c) {
        return (b.forward() - a.forward()) * (c.up() - a.up()) - (b.up() - a.up()) * (c.forward() - a.forward());
    }
}
