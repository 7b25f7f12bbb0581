package dev.nacre.mammo.prepare;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that turns what identifies a patient into a pseudonym: HMAC-SHA-256 of the text. The same key gives the same
 * pseudonym, so that tables of several runs can be joined; without the key nobody can try out names.
 */
public final class PseudonymKey {
    private static final int BYTES = 32;
    /** Enough that among a million texts two alike are less likely than one in ten million. */
    private static final int PSEUDONYM_BYTES = 8;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private PseudonymKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * The key in a file, which is made, readable by its owner alone, if it is not there.
     *
     * @throws InputException if the file holds no key, or cannot be read or written
     */
    public static PseudonymKey readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] secret = new byte[BYTES];
                new SecureRandom().nextBytes(secret);
                AtomicFile.write(file, secret);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != BYTES) {
                throw new InputException("the key " + file + " has " + secret.length + " bytes instead of " + BYTES
                        + ": give a file that an earlier run made, or a new name");
            }
            return new PseudonymKey(secret);
        } catch (IOException failed) {
            throw new InputException("the key " + file + " cannot be read or made (" + failed.getMessage()
                    + "): check the folder and its permissions", failed);
        }
    }

    /** 16 hexadecimal digits that stand for a text. */
    public String pseudonym(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, PSEUDONYM_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
