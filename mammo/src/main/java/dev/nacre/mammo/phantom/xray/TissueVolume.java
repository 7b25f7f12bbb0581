package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;

/**
 * The glandular share on a lattice, so that all pictures of a breast look through the same tissue. What is finer is
 * drawn by {@link FineTexture} for each picture: no one could match it between two views.
 */
final class TissueVolume {
    private static final double FINEST = 0.9;
    private static final double COARSEST = 2.2;
    private static final double PIXELS = 1.9;

    private final float spacing;
    private final int across;
    private final int deep;
    private final float radius;
    private final float[] shares;

    /** @param pixel of the finest pictures, in millimetres: the lattice is only as fine as they can show */
    TissueVolume(Tissue tissue, BreastShape shape, double pixel) {
        this.spacing = (float) Math.clamp(PIXELS * pixel, FINEST, COARSEST);
        this.radius = (float) shape.radius() + spacing;
        this.deep = (int) (shape.depth() / spacing) + 3;
        this.across = (int) (2 * radius / spacing) + 2;
        this.shares = new float[deep * across * across];
        for (int i = 0; i < deep; i++) {
            for (int j = 0; j < across; j++) {
                for (int k = 0; k < across; k++) {
                    float x = i * spacing;
                    float y = j * spacing - radius;
                    float z = k * spacing - radius;
                    // A little more than the breast, so that no ray meets emptiness at the skin.
                    if (shape.relativeRadius(new BreastPoint(x, y, z)) < 1.04) {
                        shares[(i * across + j) * across + k] = tissue.at(x, y, z);
                    }
                }
            }
        }
    }

    /** Millimetres from one point of the lattice to the next. */
    float spacing() {
        return spacing;
    }

    /** The share at a point in millimetres; interpolated; 0 outside the breast. */
    float at(float forward, float outward, float upward) {
        float x = forward / spacing;
        float y = (outward + radius) / spacing;
        float z = (upward + radius) / spacing;
        int i = (int) x;
        int j = (int) y;
        int k = (int) z;
        if (x < 0 || y < 0 || z < 0 || i > deep - 2 || j > across - 2 || k > across - 2) {
            return 0;
        }
        int here = (i * across + j) * across + k;
        int behind = here + across * across;
        float u = x - i;
        float v = y - j;
        float w = z - k;
        float near = mix(v, mix(w, shares[here], shares[here + 1]),
                mix(w, shares[here + across], shares[here + across + 1]));
        float far = mix(v, mix(w, shares[behind], shares[behind + 1]),
                mix(w, shares[behind + across], shares[behind + across + 1]));
        return mix(u, near, far);
    }

    private static float mix(float share, float one, float other) {
        return one + share * (other - one);
    }
}
