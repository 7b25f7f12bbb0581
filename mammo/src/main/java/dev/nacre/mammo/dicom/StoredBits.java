package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameLayout;

/**
 * Takes the stored value out of the bits of a sample (PS3.5 section 8.1.1); overlays of old files in the bits around
 * it are left out.
 *
 * @param shift bits below the value
 * @param bits of the value, at most 16
 * @param signed whether the value is in two's complement
 */
record StoredBits(int shift, int bits, boolean signed) {
    /** Leaves samples as they are. */
    static final StoredBits ALL = new StoredBits(0, Short.SIZE, false);

    /** @throws DicomException if the high bit contradicts the others */
    static StoredBits of(FrameLayout layout, int highBit) {
        int shift = highBit + 1 - layout.bitsStored();
        if (shift < 0 || highBit >= layout.bitsAllocated()) {
            throw new DicomException("the file says " + Tag.text(Tag.HIGH_BIT) + " that bit " + highBit
                    + " is the highest of " + layout.bitsStored() + " in " + layout.bitsAllocated()
                    + ", which cannot be: export it again");
        }
        return new StoredBits(shift, Math.min(Short.SIZE, layout.bitsStored()), layout.signed());
    }

    /** Replaces each sample by its value. */
    void extract(short[] samples) {
        if (shift == 0 && bits == Short.SIZE) {
            return;
        }
        int unused = Integer.SIZE - bits;
        for (int index = 0; index < samples.length; index++) {
            int upper = Short.toUnsignedInt(samples[index]) >>> shift << unused;
            samples[index] = (short) (signed ? upper >> unused : upper >>> unused);
        }
    }

    /** The value of a sample of 32 bits, its low 16 bits. */
    short extract(int sample) {
        return (short) (sample >>> shift);
    }
}
