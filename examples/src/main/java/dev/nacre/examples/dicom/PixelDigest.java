package dev.nacre.examples.dicom;

import dev.nacre.mammo.dicom.PixelData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest by which pixels are compared, whatever their transfer syntax. */
final class PixelDigest {
    private static final int CHUNK = 1 << 15;

    private PixelDigest() {
    }

    /**
     * The SHA-256 of the stored values as little-endian 16-bit integers, frame after frame, before rescale and
     * inversion.
     */
    static String of(PixelData pixels) {
        MessageDigest digest = sha256();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < pixels.frames(); frame++) {
            short[] values = pixels.lowSixteenBits(frame);
            for (int start = 0; start < values.length; start += CHUNK) {
                int count = Math.min(CHUNK, values.length - start);
                bytes.clear().asShortBuffer().put(values, start, count);
                digest.update(bytes.limit(count * Short.BYTES));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
