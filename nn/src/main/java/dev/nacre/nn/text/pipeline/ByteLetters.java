package dev.nacre.nn.text.pipeline;

import java.nio.charset.StandardCharsets;

/**
 * A visible letter for every byte (Radford et al. 2019, GPT-2), so that the bytes of a text's UTF-8 form can be
 * spelled: bytes that print in Latin-1 stand for themselves, the others for the letters from U+0100 on, in order.
 */
final class ByteLetters {
    private static final char[] LETTERS = letters();

    private ByteLetters() {
    }

    private static char[] letters() {
        char[] letters = new char[256];
        char next = 256;
        for (int value = 0; value < letters.length; value++) {
            boolean prints = value > 32 && value < 127 || value > 160 && value != 173;
            letters[value] = prints ? (char) value : next++;
        }
        return letters;
    }

    /** The letters of the text's bytes. */
    static String of(String text) {
        int length = text.length();
        char[] spelled = new char[length];
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 128) {
                return ofBytes(text.getBytes(StandardCharsets.UTF_8));
            }
            spelled[i] = LETTERS[unit];
        }
        return new String(spelled);
    }

    private static String ofBytes(byte[] bytes) {
        char[] spelled = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            spelled[i] = LETTERS[bytes[i] & 0xFF];
        }
        return new String(spelled);
    }
}
