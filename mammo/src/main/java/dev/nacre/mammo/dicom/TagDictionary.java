package dev.nacre.mammo.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keywords and value representations of about 2,400 common tags (PS3.6). Files in implicit VR do not say how their
 * values are to be understood; what is not in this table stays bytes.
 */
public final class TagDictionary {
    private static final int REPEATING_MASK = 0xFF01FFFF;
    private static final int OVERLAYS = 0x60000000;
    private static final Map<Integer, Entry> ENTRIES = read();

    private TagDictionary() {
    }

    /** The keyword of a tag, such as {@code PixelSpacing}. */
    public static Optional<String> keyword(int tag) {
        return Optional.ofNullable(find(tag)).map(Entry::keyword);
    }

    /** How the values of a tag are to be understood; UN where that is not known. */
    public static Vr vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return Vr.UL;
        }
        if (Tag.isPrivate(tag)) {
            int element = tag & 0xFFFF;
            return element >= 0x10 && element <= 0xFF ? Vr.LO : Vr.UN;
        }
        Entry entry = find(tag);
        return entry == null ? Vr.UN : entry.vr();
    }

    private record Entry(Vr vr, String keyword) {
    }

    private static Entry find(int tag) {
        // Overlays repeat in the even groups 6000 to 60FE, hence the masks.
        return ENTRIES.get((tag & 0xFF010000) == OVERLAYS ? tag & REPEATING_MASK : tag);
    }

    private static Map<Integer, Entry> read() {
        Map<Integer, Entry> entries = new HashMap<>();
        try (InputStream bytes = TagDictionary.class.getResourceAsStream("tags.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] fields = line.split(" ");
                entries.put(Integer.parseUnsignedInt(fields[0], 16), new Entry(Vr.valueOf(fields[1]), fields[2]));
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the table of tags in Nacre's own archive cannot be read", unreadable);
        }
        return Map.copyOf(entries);
    }
}
