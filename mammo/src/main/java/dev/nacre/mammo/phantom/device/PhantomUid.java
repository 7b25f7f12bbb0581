package dev.nacre.mammo.phantom.device;

import dev.nacre.core.Key;
import java.math.BigInteger;

/** Unique identifiers from keys: those of random UUIDs (PS3.5 annex B.2), so that no real one is met. */
final class PhantomUid {
    private PhantomUid() {
    }

    static String of(Key key) {
        // Version 4, variant 2, as a random UUID has them.
        long high = key.bits(0) & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long low = key.bits(1) & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        BigInteger number = new BigInteger(Long.toUnsignedString(high)).shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(low)));
        return "2.25." + number;
    }
}
