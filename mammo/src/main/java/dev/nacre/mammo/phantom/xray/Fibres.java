package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import java.util.ArrayList;
import java.util.List;

/** The fibres of a breast: vessels, ducts and strands of connective tissue; both views show the same ones. */
final class Fibres {
    private static final double STEP = 2.5;
    /** A fibre ends with this part less of its radius. */
    private static final float TAPER = 0.6f;

    private final BreastShape shape;
    private final List<Fibre> fibres = new ArrayList<>();

    Fibres(BreastShape shape, Key tissue) {
        this.shape = shape;
        add(vessels(tissue.child("vessels")), 1.3f, tissue.child("vessel radii"));
        add(ducts(tissue.child("ducts")), 0.6f, tissue.child("duct radii"));
        add(ligaments(tissue.child("ligaments")), 0.55f, tissue.child("ligament radii"));
    }

    /** @param radius at its first point, in millimetres */
    private record Fibre(List<BreastPoint> points, float radius) {
    }

    private void add(List<List<BreastPoint>> ways, float thickest, Key key) {
        for (int index = 0; index < ways.size(); index++) {
            fibres.add(new Fibre(ways.get(index), thickest * (float) (0.5 + 0.5 * key.uniform(index))));
        }
    }

    /** Draws all of them as they lie in the compressed breast. */
    void draw(FibreLayer layer, Compression compression) {
        for (Fibre fibre : fibres) {
            List<Compression.Place> places = fibre.points().stream().map(compression::place).toList();
            for (int joint = 1; joint < places.size(); joint++) {
                float from = fibre.radius() * (1 - TAPER * (joint - 1) / places.size());
                float to = fibre.radius() * (1 - TAPER * joint / places.size());
                layer.piece(places.get(joint - 1), places.get(joint), from, to);
            }
        }
    }

    /** Winding ways that come from the side or from behind and run under the skin towards the nipple. */
    private List<List<BreastPoint>> vessels(Key key) {
        List<List<BreastPoint>> ways = new ArrayList<>();
        int count = 5 + (int) key.below(6, 0);
        for (int index = 0; index < count; index++) {
            Key own = key.child(index);
            double around = 2 * Math.PI * own.uniform(0);
            double out = shape.radius() * (0.55 + 0.4 * own.uniform(1));
            BreastPoint start = new BreastPoint(2 + 10 * own.uniform(2), out * StrictMath.cos(around),
                    out * StrictMath.sin(around));
            ways.add(way(start, new BreastPoint(shape.depth() * (0.75 + 0.2 * own.uniform(3)), 0, 0), 0.55,
                    own.child(0)));
        }
        return ways;
    }

    /** Branching ways from the nipple back into the breast; each starts at the nipple or on another one. */
    private List<List<BreastPoint>> ducts(Key key) {
        List<List<BreastPoint>> ways = new ArrayList<>();
        int lobes = 7 + (int) key.below(5, 0);
        BreastPoint nipple = new BreastPoint(shape.depth() - 2, 0, 0);
        for (int lobe = 0; lobe < lobes; lobe++) {
            Key own = key.child(lobe);
            List<BreastPoint> stem = way(nipple, end(own.child(0)), 0.35, own.child(1));
            ways.add(stem);
            int branches = 2 + (int) own.below(3, 0);
            for (int branch = 0; branch < branches; branch++) {
                int joint = stem.size() / 4 + (int) own.below(Math.max(1, stem.size() / 2), branch + 1);
                ways.add(way(stem.get(Math.min(joint, stem.size() - 1)), end(own.child(2).child(branch)), 0.45,
                        own.child(3).child(branch)));
            }
        }
        return ways;
    }

    /** Strands of connective tissue from under the skin into the breast, most of them fanning out from the nipple. */
    private List<List<BreastPoint>> ligaments(Key key) {
        List<List<BreastPoint>> ways = new ArrayList<>();
        int count = 350 + (int) key.below(250, 0);
        for (int index = 0; index < count; index++) {
            Key own = key.child(index);
            BreastPoint start = end(own.child(0));
            double length = 8 + 40 * own.uniform(0) * own.uniform(1);
            BreastPoint towards = own.uniform(2) < 0.7 ? new BreastPoint(shape.depth() * 1.1, 0, 0) : end(own.child(1));
            double part = Math.min(1, length / start.distance(towards));
            ways.add(way(start, start.moved(part * (towards.forward() - start.forward()),
                    part * (towards.outward() - start.outward()), part * (towards.upward() - start.upward())), 0.5,
                    own.child(2)));
        }
        return ways;
    }

    private BreastPoint end(Key key) {
        double around = 2 * Math.PI * key.uniform(0);
        double out = shape.radius() * 0.85 * Math.sqrt(key.uniform(1));
        return new BreastPoint(shape.depth() * (0.05 + 0.6 * key.uniform(2)), out * StrictMath.cos(around),
                out * StrictMath.sin(around));
    }

    /** Step by step towards an end, turned aside at random, and kept under the skin. */
    private List<BreastPoint> way(BreastPoint start, BreastPoint end, double winding, Key key) {
        List<BreastPoint> points = new ArrayList<>();
        points.add(start);
        BreastPoint here = start;
        double[] aside = new double[3];
        int most = (int) (3 * start.distance(end) / STEP);
        for (int step = 0; step < most && here.distance(end) > 2 * STEP; step++) {
            double distance = here.distance(end);
            for (int axis = 0; axis < aside.length; axis++) {
                aside[axis] = 0.86 * aside[axis] + winding * (2 * key.uniform(3L * step + axis) - 1);
            }
            BreastPoint next = here.moved(STEP * ((end.forward() - here.forward()) / distance + aside[0]),
                    STEP * ((end.outward() - here.outward()) / distance + aside[1]),
                    STEP * ((end.upward() - here.upward()) / distance + aside[2]));
            double relative = shape.relativeRadius(next);
            if (relative > 0.95) {
                double inwards = 0.95 / relative;
                next = new BreastPoint(inwards * next.forward(), inwards * next.outward(), inwards * next.upward());
            }
            here = next;
            points.add(here);
        }
        return points;
    }
}
