package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.Mass;

/** What rays meet in a mass instead of the tissue that it takes the place of. */
final class MassShadow {
    private static final int STEPS = 28;

    private final AttenuationMap map;
    private final Compression compression;
    private final TissueVolume volume;

    MassShadow(AttenuationMap map, Compression compression, TissueVolume volume) {
        this.map = map;
        this.compression = compression;
        this.volume = volume;
    }

    /** Adds a mass, and marks the pixels that it covers. */
    void add(Mass mass, boolean[] covered) {
        MassBody body = new MassBody(mass);
        Compression.Place centre = compression.place(mass.place());
        float radius = (float) mass.radius();
        float reach = MassBody.REACH * radius;
        float step = 2 * reach / STEPS;
        float dense = Attenuation.FAT + (float) mass.attenuation() * (Attenuation.GLAND - Attenuation.FAT);
        map.around(centre.forward(), centre.up(), reach, (row, column) -> {
            float forward = map.forward(column);
            float up = map.up(row);
            float inside = compression.inside(forward, up);
            if (inside <= 0) {
                return;
            }
            float half = compression.thickness(inside) / 2;
            Compression.Chord chord = compression.chord(forward, up);
            float more = 0;
            float most = 0;
            for (int index = 0; index < STEPS; index++) {
                float height = (index + 0.5f) * step - reach;
                float share = body.share(compression.offset(forward - centre.forward(), up - centre.up(), height));
                if (share > 0) {
                    float relative = Math.clamp((centre.height() + height) / half, -1, 1);
                    more += share * (dense - Attenuation.tissue(chord.share(volume, relative))) * step;
                    most = Math.max(most, share);
                }
            }
            int index = row * map.width() + column;
            map.sums()[index] += more;
            covered[index] |= most >= 0.5f;
        });
    }

    /** Lines that radiate from a centre and grow thinner. */
    void spicules(BreastPoint centre, float from, float to, int count, float thickness, Key key, FibreLayer layer) {
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
            int pieces = 5;
            for (int piece = 0; piece <= pieces; piece++) {
                double part = (double) piece / pieces;
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
