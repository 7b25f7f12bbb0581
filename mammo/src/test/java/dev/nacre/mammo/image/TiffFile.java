package dev.nacre.mammo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small uncompressed TIFF files, made by hand after TIFF 6.0. */
final class TiffFile {
    private static final int ENTRIES = 10;
    private static final int DIRECTORY = 2 + 12 * ENTRIES + 4;

    private TiffFile() {
    }

    /** Pages of the same size, each its samples as they stand in the file, with an optional palette of grey. */
    static byte[] of(ByteOrder order, int height, int width, int bits, int channels, int photometric, byte[]... pages) {
        return of(order, height, width, bits, channels, photometric, 1, pages);
    }

    static byte[] of(ByteOrder order, int height, int width, int bits, int channels, int photometric,
            int sampleFormat, byte[]... pages) {
        int palette = photometric == 3 ? 3 * 2 * (1 << bits) : 0;
        int page = DIRECTORY + 6 + palette + pages[0].length;
        ByteBuffer file = ByteBuffer.allocate(8 + page * pages.length).order(order);
        file.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        file.putShort((short) 42).putInt(8);
        for (int number = 0; number < pages.length; number++) {
            int start = file.position();
            int bitsAt = start + DIRECTORY;
            int paletteAt = bitsAt + 6;
            file.putShort((short) ENTRIES);
            entry(file, 256, 4, 1, width);
            entry(file, 257, 4, 1, height);
            if (channels == 1) {
                entry(file, 258, 3, 1, order == ByteOrder.BIG_ENDIAN ? bits << 16 : bits);
            } else {
                entry(file, 258, 3, channels, bitsAt);
            }
            short16(file, 262, photometric);
            entry(file, 273, 4, 1, paletteAt + palette);
            short16(file, 277, channels);
            entry(file, 278, 4, 1, height);
            entry(file, 279, 4, 1, pages[number].length);
            if (palette > 0) {
                entry(file, 320, 3, 3 << bits, paletteAt);
            } else {
                short16(file, 284, 1);
            }
            short16(file, 339, sampleFormat);
            file.putInt(number + 1 < pages.length ? start + page : 0);
            for (int channel = 0; channel < 3; channel++) {
                file.putShort((short) bits);
            }
            for (int index = 0; index < palette / 2; index++) {
                // Entry i is the grey level 255 - i.
                file.putShort((short) (257 * (255 - index % (1 << bits))));
            }
            file.put(pages[number]);
        }
        return file.array();
    }

    private static void short16(ByteBuffer file, int tag, int value) {
        entry(file, tag, 3, 1, file.order() == ByteOrder.BIG_ENDIAN ? value << 16 : value);
    }

    private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
        file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
