package dev.nacre.mammo.task.factor;

import dev.nacre.core.DType;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Module;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a network's weights and running statistics, to know it again. */
final class EncoderHash {
    private EncoderHash() {
    }

    /** 64 hexadecimal digits. */
    static String of(Module network) {
        MessageDigest digest = digest();
        for (StateEntry entry : network.state()) {
            if (entry.spec().type() == DType.FLOAT32) {
                float[] values = entry.value().get().toFloats();
                ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
