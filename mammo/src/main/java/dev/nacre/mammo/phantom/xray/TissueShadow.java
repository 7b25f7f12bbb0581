package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.BreastShape;

/** What rays meet in a breast with nothing in it: skin, fat, gland, muscle and nipple. */
final class TissueShadow {
    private static final float NIPPLE = 5.5f;

    private final BreastShape shape;
    private final TissueVolume volume;
    private final float grid;
    private final Compression compression;
    private final View view;
    private final Pectoral pectoral;

    TissueShadow(BreastShape shape, TissueVolume volume, Compression compression, View view, Key tissue) {
        this.shape = shape;
        this.volume = volume;
        this.grid = volume.spacing();
        this.compression = compression;
        this.view = view;
        this.pectoral = new Pectoral(shape, compression, tissue.child("pectoral"));
    }

    /** Adds tissue to a map of zeros. */
    void paint(AttenuationMap map, FineTexture texture) {
        SmoothGrid shares = shares();
        for (int row = 0; row < map.height(); row++) {
            float up = map.up(row);
            for (int column = 0; column < map.width(); column++) {
                float forward = map.forward(column);
                float inside = compression.inside(forward, up);
                float nipple = nipple(forward, up);
                if (inside > 0) {
                    float share = Math.clamp(shares.at(forward / grid, (compression.nippleLevel() - up) / grid), 0, 1);
                    map.sums()[row * map.width() + column] = Math.max(
                            tissue(forward, up, inside, share, texture), Attenuation.SKIN * nipple);
                } else if (nipple > 0) {
                    map.sums()[row * map.width() + column] = Attenuation.SKIN * nipple;
                }
            }
        }
    }

    private float tissue(float forward, float up, float inside, float share, FineTexture texture) {
        float thickness = compression.thickness(inside);
        float skin = Math.min(thickness, skin(inside));
        float muscle = view == View.MLO ? pectoral.share(forward, up) : 0;
        float rest = thickness - skin;
        float glandular = texture.share(forward, up, share, rest * (1 - muscle));
        return Attenuation.SKIN * skin + rest * (muscle * Attenuation.MUSCLE
                + (1 - muscle) * Attenuation.tissue(glandular));
    }

    /** The ray's way through skin: twice its thickness in the middle, more where it runs along the rounded border. */
    private float skin(float inside) {
        float skin = (float) shape.skin();
        float edge = compression.thickness() / 2;
        float outer = Math.clamp(inside, 0, edge);
        float inner = Math.max(0, outer - skin);
        float way = (float) (Math.sqrt(outer * (2 * edge - outer))
                - Math.sqrt(Math.max(0, inner * (2 * (edge - skin) - inner))));
        return 2 * Math.max(skin, way);
    }

    /** Thickness of the nipple over a place. */
    private float nipple(float forward, float up) {
        float dx = (forward - compression.depth() + 0.4f * NIPPLE) / (1.5f * NIPPLE);
        float dy = up / NIPPLE;
        float rest = 1 - dx * dx - dy * dy;
        return rest <= 0 ? 0 : 1.1f * NIPPLE * (float) Math.sqrt(rest);
    }

    /** The mean share along each ray of a coarse grid; the volume holds nothing finer. */
    private SmoothGrid shares() {
        int rows = (int) (Acquisition.FIELD / grid) + 1;
        int columns = (int) (1.1f * compression.depth() / grid) + 2;
        float[] shares = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            float up = compression.nippleLevel() - row * grid;
            for (int column = 0; column < columns; column++) {
                float inside = compression.inside(column * grid, up);
                if (inside > -grid) {
                    shares[row * columns + column] = share(column * grid, up, inside);
                }
            }
        }
        return new SmoothGrid(rows, columns, shares);
    }

    private float share(float forward, float up, float inside) {
        Compression.Chord chord = compression.chord(forward, up);
        int steps = Math.max(2, (int) (compression.thickness(inside) / grid));
        float sum = 0;
        for (int step = 0; step < steps; step++) {
            sum += chord.share(volume, (2 * step + 1f) / steps - 1);
        }
        return sum / steps;
    }
}
