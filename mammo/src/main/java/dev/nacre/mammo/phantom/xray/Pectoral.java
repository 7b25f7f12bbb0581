package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.phantom.breast.BreastShape;

/** The pectoral muscle of an oblique view: a wedge along the chest wall, broad above, with a bulging border. */
final class Pectoral {
    private static final float FRINGE = 9;
    private static final float DEEPEST = 40;

    private final float top;
    private final float length;
    private final float bulge;
    private final float density;
    private final float nippleLevel;
    private final Turbulence strands;

    Pectoral(BreastShape shape, Compression compression, Key key) {
        this.top = (float) shape.pectoral();
        this.nippleLevel = compression.nippleLevel();
        // It ends near the level of the nipple in a breast that is positioned well.
        this.length = nippleLevel * (float) (0.8 + 0.3 * key.uniform(0));
        this.bulge = (float) (2 + 8 * key.uniform(1));
        this.density = (float) (0.2 + 0.25 * key.uniform(2));
        this.strands = new Turbulence(key, 14, 3, 0.7);
    }

    /** The part of a ray that runs through muscle, 0 to 1. */
    float share(float forward, float up) {
        float down = (nippleLevel - up) / length;
        float border = top * (1 - down) + 4 * bulge * Math.max(0, down) * (1 - down);
        float within = border - forward;
        if (within <= -FRINGE || down > 1.2f) {
            return 0;
        }
        float soft = Math.clamp((within + 0.25f * FRINGE) / FRINGE, 0, 1);
        float deep = density + 0.35f * Math.clamp(within / DEEPEST, 0, 1);
        // Muscle runs along its border; what is seen of it are strands in that direction.
        float strand = 0.05f * strands.at(forward, 0.25f * up, 0);
        return Math.clamp(soft * soft * (3 - 2 * soft) * (deep + strand), 0, 1);
    }
}
