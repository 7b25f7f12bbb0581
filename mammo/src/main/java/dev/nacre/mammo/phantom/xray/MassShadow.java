package dev.nacre.mammo.phantom.xray;

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
}
