package dev.nacre.mammo.phantom.xray;

/**
 * How strongly matter takes away X-rays of 20 keV, per millimetre. Tissues: Johns and Yaffe 1987, "X-ray
 * characterisation of normal and neoplastic breast tissues". Hydroxyapatite, silicone and titanium: mass attenuation
 * coefficients of the NIST tables times density, rounded.
 */
final class Attenuation {
    static final float FAT = 0.0456f;
    static final float GLAND = 0.0802f;
    /** Skin and muscle hold about as much water as glandular tissue. */
    static final float SKIN = GLAND;
    static final float MUSCLE = GLAND;
    /** Collagen is denser than gland. */
    static final float FIBRE = 0.09f;
    static final float CALCIFICATION = 1.8f;
    static final float SILICONE = 0.2f;
    /** Enough to stop everything. */
    static final float METAL = 7;

    private Attenuation() {
    }

    /** Of tissue with a share of gland, the rest fat. */
    static float tissue(float glandular) {
        return FAT + glandular * (GLAND - FAT);
    }
}
