package dev.nacre.mammo.task;

import dev.nacre.core.Scope;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.EfficientNet;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of all that features of a picture depend on beside the picture: by it, what was fitted to features knows
 * their kind again.
 */
public final class EncoderHash {
    private EncoderHash() {
    }

    /** 64 hexadecimal digits of the network's configuration, its weights, and the recipe. */
    public static String of(EfficientNet encoder, PixelRecipe recipe) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text(JsonWriter.compact(encoder.config().toJson())));
            digest.update(text(JsonWriter.compact(recipe.toJson())));
            for (StateEntry entry : encoder.state()) {
                digest.update(text(entry.name() + " " + entry.spec()));
                Scope.run("hashing " + entry.name(), () -> {
                    try (Arena arena = Arena.ofConfined()) {
                        digest.update(entry.value().get().download(arena).asByteBuffer());
                    }
                });
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] text(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
