package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;

/**
 * The glandular share on a lattice of {@value #SPACING} mm, so that all pictures of a breast look through the same
 * tissue. What is finer is drawn by {@link FineTexture} for each picture: no one could match it between two views.
 */
final class TissueVolume {
    static final float SPACING = 0.9f;

    private final int across;
    private final int deep;
    private final float radius;
    private final float[] shares;

    TissueVolume(Tissue tissue, BreastShape shape) {
        this.radius = (float) shape.radius() + SPACING;
        this.deep = (int) (shape.depth() / SPACING) + 3;
        this.across = (int) (2 * radius / SPACING) + 2;
        this.shares = new float[deep * across * across];
        for (int i = 0; i < deep; i++) {
            for (int j = 0; j < across; j++) {
                for (int k = 0; k < across; k++) {
                    float x = i * SPACING;
                    float y = j * SPACING - radius;
                    float z = k * SPACING - radius;
                    // A little more than the breast, so that no ray meets emptiness at the skin.
                    if (shape.relativeRadius(new BreastPoint(x, y, z)) < 1.04) {
                        shares[(i * across + j) * across + k] = tissue.at(x, y, z);
                    }
                }
            }
        }
    }

    /** The share at a point in millimetres; interpolated; 0 outside the breast. */
    float at(float forward, float outward, float upward) {
        float x = forward / SPACING;
        float y = (outward + radius) / SPACING;
        float z = (upward + radius) / SPACING;
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
