package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import java.util.List;

/** What rays meet in everything that is bright and no lesion. */
final class IncidentalShadow {
    private static final BreastPoint HERE = new BreastPoint(0, 0, 0);
    private static final float WATER = Attenuation.GLAND - Attenuation.FAT;

    private final AttenuationMap map;
    private final Compression compression;
    private final ClusterShadow calcium;

    IncidentalShadow(AttenuationMap map, Compression compression) {
        this.map = map;
        this.compression = compression;
        this.calcium = new ClusterShadow(map, compression);
    }

    void add(Incidental found) {
        Compression.Place place = compression.place(found.place());
        float size = (float) found.size();
        switch (found.kind()) {
            case GLANDULAR_ISLAND -> {
                // It is a part of the tissue.
            }
            case SINGLE_CALCIFICATION -> calcium.add(found.place(),
                    ClusterBody.grain(HERE, 2 * found.size(), anyMorphology(found.key()), found.key().child(0)));
            case COARSE_CALCIFICATION -> calcium.add(found.place(), ClusterBody.grain(HERE, 2 * found.size(),
                    CalcificationCluster.Morphology.COARSE_HETEROGENEOUS, found.key()));
            case VESSEL_CALCIFICATION -> vessel(found);
            case SKIN_LESION -> skinLesion(place, size);
            case CLIP -> clip(place, size, found.key());
            case LYMPH_NODE -> {
                map.ball(place.forward(), place.up(), size, WATER);
                // The hilum: fat on one side.
                map.ball(place.forward() + 0.45f * size, place.up() - 0.2f * size, 0.55f * size, -0.9f * WATER);
            }
            case SKIN_MARKER -> map.ball(place.forward(), place.up(), size, Attenuation.METAL);
        }
    }

    /** Alone or in a group, grains are alike; else the kind of grain would tell what only the grouping should. */
    private static CalcificationCluster.Morphology anyMorphology(Key key) {
        CalcificationCluster.Morphology[] all = CalcificationCluster.Morphology.values();
        return all[(int) key.below(all.length, 1)];
    }

    /** Two rows of grains along a winding way. */
    private void vessel(Incidental found) {
        Key key = found.key();
        double direction = 2 * Math.PI * key.uniform(0);
        double forward = 0;
        double outward = 0;
        double upward = 0;
        double step = 0.6;
        int grains = (int) (found.size() / step);
        for (int grain = 0; grain < grains; grain++) {
            Key own = key.child(grain);
            direction += 0.35 * (own.uniform(0) - 0.5);
            forward += step * StrictMath.cos(direction);
            outward += step * StrictMath.sin(direction) * 0.7;
            upward += step * StrictMath.sin(direction) * 0.7;
            double aside = 0.9 * (grain % 2 == 0 ? 1 : -1) + 0.2 * (own.uniform(1) - 0.5);
            if (own.uniform(2) < 0.7) {
                BreastPoint offset = new BreastPoint(forward - aside * StrictMath.sin(direction),
                        outward + aside * 0.7 * StrictMath.cos(direction), upward + aside * 0.7
                        * StrictMath.cos(direction));
                calcium.add(found.place(), List.of(
                        new ClusterBody.Ball(offset, (float) (0.14 + 0.14 * own.uniform(3)), 0.8f)));
            }
        }
    }

    /** A wart: some tissue more, and air that the plate holds around it. */
    private void skinLesion(Compression.Place place, float radius) {
        map.around(place.forward(), place.up(), 1.4f * radius, (row, column) -> {
            float dx = map.forward(column) - place.forward();
            float dy = map.up(row) - place.up();
            float relative = (float) Math.sqrt(dx * dx + dy * dy) / radius;
            float rim = Math.max(0, 1 - Math.abs(relative - 1.1f) / 0.25f);
            float inside = Math.clamp((1 - relative) / 0.15f, 0, 1);
            int index = row * map.width() + column;
            map.sums()[index] = Math.max(0, map.sums()[index] + 3f * inside * Attenuation.SKIN - 0.12f * rim);
        });
    }

    /** A short piece of wire. */
    private void clip(Compression.Place place, float length, Key key) {
        FibreLayer wire = new FibreLayer(map);
        double around = 2 * Math.PI * key.uniform(0);
        Compression.Place end = place.plus(compression.seen(new BreastPoint(length * StrictMath.cos(around),
                0.7 * length * StrictMath.sin(around), 0.7 * length * StrictMath.sin(around))));
        wire.piece(place, end, 0.35f, 0.35f);
        wire.addTo(Attenuation.METAL);
    }
}
