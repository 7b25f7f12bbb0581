package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;

/** Texture finer than the lattice of the tissue, drawn for each picture, in the power law of the coarser one. */
final class FineTexture {
    /** Its coarsest grains, in spacings of the lattice that holds the coarser tissue. */
    private static final double COARSEST = 2.7;
    private static final float STRENGTH = 0.6f;

    private final Turbulence noise;

    /**
     * @param spacing of the lattice of the coarser tissue, in millimetres
     * @param pixel of the picture, in millimetres
     */
    FineTexture(Key key, double spacing, double pixel) {
        double scale = COARSEST * spacing;
        int octaves = Math.max(1, (int) Math.floor(StrictMath.log(scale / pixel) / StrictMath.log(2)) + 2);
        // In a plane, an octave of a cubic law has half the variance of the one before.
        this.noise = new Turbulence(key, scale, octaves, 0.8);
    }

    /**
     * The share of gland along a ray with fine texture.
     *
     * @param share without it
     * @param thickness through which the ray runs: independent grains along it average out
     */
    float share(float forward, float up, float share, float thickness) {
        float spread = STRENGTH * (float) Math.sqrt(share * (1 - share) / Math.max(1, thickness));
        return Math.clamp(share + spread * noise.at(forward, up, 0), 0, 1);
    }
}
