package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;

/**
 * Lines that radiate from a point in all directions of space, bend a little and grow thinner.
 *
 * @param centre the point
 * @param from where they begin, in millimetres from the centre
 * @param to how far the longest ones reach
 * @param count how many
 * @param thickness usual radius of one at its begin, in millimetres
 * @param key of their directions
 */
record Spicules(BreastPoint centre, float from, float to, int count, float thickness, Key key) {
    private static final int PIECES = 5;

    void draw(FibreLayer layer, Compression compression) {
        Compression.Place middle = compression.place(centre);
        for (int index = 0; index < count; index++) {
            Key own = key.child(index);
            double rise = 2 * own.uniform(0) - 1;
            double around = 2 * Math.PI * own.uniform(1);
            double flat = Math.sqrt(1 - rise * rise);
            double length = to * (0.6 + 0.4 * own.uniform(2));
            double bend = 0.25 * (own.uniform(3) - 0.5);
            float strong = thickness * (float) (0.7 + 0.6 * own.uniform(4));
            Compression.Place before = null;
            float radiusBefore = 0;
            for (int piece = 0; piece <= PIECES; piece++) {
                double part = (double) piece / PIECES;
                double way = from + (length - from) * part;
                double turned = around + bend * part;
                Compression.Place here = middle.plus(compression.seen(new BreastPoint(way * flat
                        * StrictMath.cos(turned), way * flat * StrictMath.sin(turned), way * rise)));
                float radius = strong * (float) (1 - 0.8 * part);
                if (before != null) {
                    layer.piece(before, here, radiusBefore, radius);
                }
                before = here;
                radiusBefore = radius;
            }
        }
    }
}
