package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;

/** What rays meet in lesions, and which pixels belong to them. */
final class LesionShadow {
    private static final int SPICULES = 26;
    /** What a distortion's mask shows of its lines. */
    private static final double DISTORTED = 0.6;

    private final AttenuationMap map;
    private final Compression compression;
    private final TissueVolume volume;
    private final BreastShape shape;

    LesionShadow(AttenuationMap map, Compression compression, TissueVolume volume, BreastShape shape) {
        this.map = map;
        this.compression = compression;
        this.volume = volume;
        this.shape = shape;
    }

    /** Adds a lesion; the pixels that it covers, {@code [height, width]}. */
    boolean[] add(Lesion lesion) {
        boolean[] covered = new boolean[map.height() * map.width()];
        switch (lesion) {
            case Mass mass -> {
                new MassShadow(map, compression, volume).add(mass, covered);
                if (mass.margin() == Mass.Margin.SPICULATED) {
                    float radius = (float) mass.radius();
                    draw(new Spicules(mass.place(), 0.7f * radius, 2.3f * radius, SPICULES, 0.3f + 0.02f * radius,
                            mass.key().child("spicules")));
                }
            }
            case CalcificationCluster cluster -> new ClusterShadow(map, compression).add(cluster, shape, covered);
            case ArchitecturalDistortion distortion -> {
                draw(new Spicules(distortion.place(), 1, (float) distortion.radius(), SPICULES, 0.35f,
                        distortion.key()));
                disc(distortion.place(), DISTORTED * distortion.radius(), covered);
            }
            // What it adds is a part of the tissue.
            case Asymmetry asymmetry -> disc(asymmetry.place(), asymmetry.radius(), covered);
        }
        return covered;
    }

    private void draw(Spicules spicules) {
        FibreLayer layer = new FibreLayer(map);
        spicules.draw(layer, compression);
        layer.addTo(Attenuation.FIBRE - Attenuation.FAT);
    }

    private void disc(BreastPoint centre, double radius, boolean[] covered) {
        Compression.Place place = compression.place(centre);
        map.around(place.forward(), place.up(), (float) radius, (row, column) -> {
            float dx = map.forward(column) - place.forward();
            float dy = map.up(row) - place.up();
            if (dx * dx + dy * dy <= radius * radius && compression.inside(map.forward(column), map.up(row)) > 0) {
                covered[row * map.width() + column] = true;
            }
        });
    }
}
