package dev.nacre.mammo.image;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/** How levels go to a device: in one byte, in two, or as float32, the shortest that holds them exactly. */
enum SentLevels {
    /** Whole, up to 255. */
    BYTE(1, 0xFF),
    /** Whole, up to 65535: the lower byte first. */
    PAIR(2, 0xFFFF),
    /** Any. */
    FLOAT(Float.BYTES, -1);

    private static final ValueLayout.OfShort LOWER_FIRST =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;
    private final int highest;

    SentLevels(int bytes, int highest) {
        this.bytes = bytes;
        this.highest = highest;
    }

    /** What holds all levels of these pictures. */
    static SentLevels of(List<float[]> pictures) {
        SentLevels found = BYTE;
        for (float[] levels : pictures) {
            for (int index = 0; index < levels.length && found != FLOAT; index++) {
                float level = levels[index];
                while (found != FLOAT && !(level >= 0 && level <= found.highest && level == (int) level)) {
                    found = values()[found.ordinal() + 1];
                }
            }
        }
        return found;
    }

    /** What holds all levels of a picture as a file has them. */
    static SentLevels of(GreyPicture picture) {
        return picture.bits() <= Byte.SIZE ? BYTE : PAIR;
    }

    /** Bytes of one level. */
    int bytes() {
        return bytes;
    }

    /** Writes one picture, flipped as it was drawn, where {@code memory} begins. */
    void write(float[] levels, int height, int width, DrawnAugmentation drawn, MemorySegment memory) {
        byte[] row = new byte[width * bytes];
        MemorySegment line = MemorySegment.ofArray(row);
        for (int target = 0; target < height; target++) {
            int start = (drawn.vertically() ? height - 1 - target : target) * width;
            for (int column = 0; column < width; column++) {
                float level = levels[start + (drawn.horizontally() ? width - 1 - column : column)];
                switch (this) {
                    case BYTE -> row[column] = (byte) (int) level;
                    case PAIR -> {
                        row[2 * column] = (byte) (int) level;
                        row[2 * column + 1] = (byte) ((int) level >> Byte.SIZE);
                    }
                    case FLOAT -> line.set(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) column * Float.BYTES, level);
                }
            }
            MemorySegment.copy(line, 0, memory, (long) target * row.length, row.length);
        }
    }

    /** Writes one picture as a file has it, in one byte or two, where {@code memory} begins. */
    void write(GreyPicture picture, MemorySegment memory) {
        short[] levels = picture.levels();
        if (this == PAIR) {
            MemorySegment.copy(levels, 0, memory, LOWER_FIRST, 0, levels.length);
            return;
        }
        byte[] row = new byte[picture.width()];
        for (int start = 0; start < levels.length; start += row.length) {
            for (int column = 0; column < row.length; column++) {
                row[column] = (byte) levels[start + column];
            }
            MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_BYTE, start, row.length);
        }
    }

    /** Levels that were written from {@code offset} on, float32 {@code [pictures, height, width]}. */
    Tensor read(Upload upload, long offset, int pictures, int height, int width) {
        return switch (this) {
            case BYTE -> upload.tensor(DType.UINT8, offset, Shape.of(pictures, height, width)).to(DType.FLOAT32);
            case PAIR -> {
                Tensor both = upload.tensor(DType.UINT8, offset, Shape.of(pictures, height, width, 2));
                yield both.select(3, 0).to(DType.FLOAT32).add(both.select(3, 1).to(DType.FLOAT32).mul(1 << Byte.SIZE));
            }
            case FLOAT -> upload.tensor(DType.FLOAT32, offset, Shape.of(pictures, height, width));
        };
    }
}
